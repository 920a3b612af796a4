package dev.tintype.e2e.fleet;

import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Hands in jobs as a careful client does: each under an idempotency key, again under the same key when there was no answer
 * or a 503, at whatever api answers. Remembers what was accepted. Thread-safe.
 */
public final class Load {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MS = 100;

    private final List<? extends Api> apis;
    private final String token;
    private final Random random;
    private final Map<String, JobId> accepted = new ConcurrentHashMap<>();
    private final Map<JobId, Work> works = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    /** @param apis to be asked, may change meanwhile */
    public Load(List<? extends Api> apis, Random random) {
        this(apis, random, ServiceProcess.TOKEN);
    }

    public Load(List<? extends Api> apis, Random random, String token) {
        this.apis = apis;
        this.random = random;
        this.token = token;
    }

    /** Hands one in; returns when it is accepted. */
    public JobId submit(Work work) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        JobId id = send(key, work);
        accepted.put(key, id);
        works.put(id, work);
        return id;
    }

    /** Hands in {@code count}, one after the other. */
    public List<JobId> submit(int count, Supplier<Work> work) throws InterruptedException {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(submit(work.get()));
        }
        return ids;
    }

    /** Hands in one after the other, on {@code lanes} lanes, until closed. */
    public Stream keepSubmitting(int lanes, int pauseMs, Supplier<Work> work) {
        return new Stream(lanes, pauseMs, work);
    }

    /** What was accepted. */
    public List<JobId> accepted() {
        return List.copyOf(accepted.values());
    }

    /** What was asked for. */
    Map<JobId, Work> works() {
        return works;
    }

    /** Answers that no fault excuses: anything but acceptance, 503 and silence. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Hands everything in once more, under the keys it had. @return keys that then made another job */
    public List<String> replay() throws InterruptedException {
        List<String> other = new ArrayList<>();
        for (Map.Entry<String, JobId> entry : accepted.entrySet()) {
            JobId id = send(entry.getKey(), works.getOrDefault(entry.getValue(), Work.nothing()));
            if (!id.equals(entry.getValue())) {
                other.add(entry.getKey() + " made " + entry.getValue() + " and " + id);
            }
        }
        return other;
    }

    private JobId send(String key, Work work) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> answer = any().send(
                                BodyHandlers.ofString(),
                                token,
                                "POST",
                                "/v1/jobs",
                                work.json(),
                                "Idempotency-Key",
                                key);
                if (answer.statusCode() == 202 || answer.statusCode() == 200) {
                    return new JobId(Json.tree(answer.body()).get("id").asString());
                }
                if (answer.statusCode() != 503) {
                    surprises.add(answer.statusCode() + " " + answer.body());
                }
            } catch (UncheckedIOException e) {
                // No answer: it may have been accepted or not, and the same key finds out.
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        throw new AssertionError("a job was not accepted in " + PATIENCE.toSeconds() + " s; surprises: " + surprises);
    }

    private Api any() {
        synchronized (random) {
            return apis.get(random.nextInt(apis.size()));
        }
    }

    /** Lanes that submit until closed. */
    public final class Stream implements AutoCloseable {
        private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        private Stream(int count, int pauseMs, Supplier<Work> work) {
            for (int i = 0; i < count; i++) {
                lanes.execute(() -> run(pauseMs, work));
            }
        }

        private void run(int pauseMs, Supplier<Work> work) {
            try {
                while (!over.get()) {
                    submit(work.get());
                    TimeUnit.MILLISECONDS.sleep(pauseMs);
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                failures.add(e);
            }
        }

        /** Waits for what is being submitted. */
        @Override
        public void close() {
            over.set(true);
            lanes.close();
            for (Throwable failure : failures) {
                throw new AssertionError("a submitter failed", failure);
            }
        }
    }
}
