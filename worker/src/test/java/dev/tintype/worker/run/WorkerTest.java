package dev.tintype.worker.run;

import static dev.tintype.ledger.Jobs.aJob;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.audit.AuditEvent;
import dev.tintype.audit.AuditLog;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.broker.InProcessBroker;
import dev.tintype.config.TintypeProperties;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.job.Progress;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.ledger.NewJob;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.redis.RedisExtension;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Attempts from delivery to their end, on a real ledger, with a runner the tests script. */
@ExtendWith(RedisExtension.class)
class WorkerTest {
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration SLOW_BEAT = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private JobLedger ledger;
    private ArtifactStore store;
    private InProcessBroker broker;
    private Dispatcher dispatcher;
    private Reconciler reconciler;
    private @Nullable Worker worker;
    private final List<AuditEvent> noted = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start(RedisClient redis) {
        ledger = new JobLedger(
                redis,
                new LedgerSettings(
                        Duration.ofMillis(200),
                        Duration.ofMinutes(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofHours(1),
                        10_000));
        store = new FileArtifactStore(folder.resolve("artifacts"));
        broker = new InProcessBroker();
        dispatcher = new Dispatcher(ledger, broker);
        reconciler = new Reconciler(ledger, dispatcher, Duration.ofMillis(20));
        reconciler.start();
    }

    @AfterEach
    void stop() {
        if (worker != null) {
            worker.close();
        }
        reconciler.close();
        dispatcher.close();
        broker.close();
    }

    @Test
    void a_job_runs_once_and_its_artifacts_are_visible() throws IOException {
        work(attempt -> {
            Artifact artifact =
                    attempt.store("a.txt", "text", "text/plain", "hello".getBytes(UTF_8), Map.of("words", 1));
            return new JobResult(List.of(artifact), Map.of("seen", true));
        });

        Job job = ended(accept(aJob()));

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.fails()).isZero();
        assertThat(job.report()).containsEntry("seen", true);
        assertThat(job.artifacts())
                .singleElement()
                .satisfies(artifact -> assertThat(content(job, artifact)).isEqualTo("hello"));
    }

    @Test
    void what_a_job_may_not_reach_is_noted() {
        work(_ -> new JobResult(
                List.of(),
                Map.of(
                        "egress",
                        Map.of(
                                "refusals",
                                List.of(
                                        Map.of("host", "inner.example", "port", 80, "reason", "egress_denied"),
                                        Map.of("host", "gone.example", "port", 80, "reason", "dns_failure"))))));
        JobId id = accept(aJob());
        ended(id);

        assertThat(noted).singleElement().satisfies(event -> {
            assertThat(event.log()).isEqualTo(AuditLog.REFUSALS);
            assertThat(event.action()).isEqualTo("egress.denied");
            assertThat(event.tenant()).isEqualTo("acme");
            assertThat(event.target()).isEqualTo("/v1/jobs/" + id + " inner.example:80");
        });
    }

    @Test
    void a_job_that_failed_for_what_it_may_not_reach_is_noted_and_one_that_failed_otherwise_is_not() {
        work(attempt -> {
            boolean denied = attempt.job().request().options().tags() != null
                    && attempt.job().request().options().tags().contains("denied");
            throw new JobFailure(denied ? ErrorCode.EGRESS_DENIED : ErrorCode.TLS_FAILURE, "The host is private.");
        });
        ended(accept(aJob()));
        assertThat(noted).isEmpty();

        ended(accept(aJob().tags("denied")));

        assertThat(noted)
                .singleElement()
                .satisfies(event -> assertThat(event.target()).endsWith(" The host is private."));
    }

    @Test
    void a_final_failure_ends_the_job_with_its_code_and_leaves_nothing() throws IOException {
        work(attempt -> {
            attempt.store("half.txt", "text", "text/plain", "half".getBytes(UTF_8), Map.of());
            throw new JobFailure(ErrorCode.TLS_FAILURE, "The certificate has expired.");
        });

        Job job = ended(accept(aJob()));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.error()).code()).isEqualTo("tls_failure");
        assertThat(job.error().detail()).isEqualTo("The certificate has expired.");
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(filesIn("artifacts")).isEmpty();
        assertThat(filesIn("work")).isEmpty();
    }

    @Test
    void a_defect_is_retried_and_named_ours_without_telling_more() {
        work(attempt -> {
            throw new IllegalStateException("secret inner words");
        });

        Job job = ended(accept(aJob().maxAttempts(2)));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(Objects.requireNonNull(job.error()).code()).isEqualTo("internal");
        assertThat(job.error().toString()).doesNotContain("secret");
    }

    @Test
    void progress_is_passed_on_before_the_next_beat() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        work(attempt -> {
            attempt.progress(Progress.of(40, "render"));
            opened(go);
            return JobResult.empty();
        });

        JobId id = accept(aJob());

        await().untilAsserted(() -> assertThat(find(id).progress()).isEqualTo(Progress.of(40, "render")));
        go.countDown();
        assertThat(ended(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_job_that_the_ledger_lost_is_done_all_the_same() {
        work(attempt -> JobResult.empty());
        NewJob lost = aJob().build();

        broker.publish(new Envelope(
                Envelope.VERSION,
                lost.id(),
                "acme",
                Pool.NOOP,
                lost.request().toJson().toString(),
                Instant.now(),
                null));

        await().until(() -> ledger.find("acme", lost.id()).isPresent());
        assertThat(ended(lost.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void an_attempt_reads_what_another_job_of_its_tenant_made_and_nothing_else() {
        List<JobId> first = new CopyOnWriteArrayList<>();
        work(attempt -> {
            if (first.isEmpty()) {
                first.add(attempt.job().id());
                return new JobResult(
                        List.of(attempt.store("a.txt", "text", "text/plain", "hello".getBytes(UTF_8), Map.of())),
                        Map.of());
            }
            FoundArtifact found = attempt.artifact(first.getFirst().value(), "a.txt", 5);
            assertThat(found.mediaType()).isEqualTo("text/plain");
            assertThat(found.bytes()).asString(UTF_8).isEqualTo("hello");
            attempt.artifact(first.getFirst().value(), "b.txt", 5);
            return JobResult.empty();
        });
        JobId maker = ended(accept(aJob())).id();

        assertThat(maker).isEqualTo(first.getFirst());
        Job reader = ended(accept(aJob().maxAttempts(1)));
        assertThat(Objects.requireNonNull(reader.error()).code()).isEqualTo("source_unusable");
        assertThat(reader.error().detail()).contains("b.txt");
        Job foreign = ended("globex", accept(aJob().tenant("globex").maxAttempts(1)));
        assertThat(Objects.requireNonNull(foreign.error()).detail()).contains("is gone");
    }

    @Test
    void a_worker_is_listed_with_its_slots_until_it_ends() {
        work(attempt -> JobResult.empty());

        await().until(() -> ledger.pools().workers().size() == 1);
        assertThat(ledger.pools().workers().getFirst()).satisfies(status -> {
            assertThat(status.draining()).isFalse();
            assertThat(status.pools()).containsExactly(new WorkerStatus.Share(Pool.NOOP, 4, 4, 0));
            assertThat(status.pressure().cpus()).isPositive();
        });
        assertThat(ledger.pools().status(Pool.NOOP).window()).isEqualTo(6);

        Objects.requireNonNull(worker).close();
        assertThat(ledger.pools().workers()).isEmpty();
    }

    @Test
    void more_jobs_than_the_window_holds_are_all_done() {
        work(attempt -> JobResult.empty());
        await().until(() -> ledger.pools().workers().size() == 1);

        List<JobId> all = Stream.generate(() -> accept(aJob())).limit(200).toList();

        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> all.stream().allMatch(id -> find(id).state() == JobState.SUCCEEDED));
    }

    @Test
    void a_broadcast_cancel_stops_a_running_attempt_at_once() {
        CountDownLatch running = new CountDownLatch(1);
        work(untilAborted(running));
        JobId id = accept(aJob());
        opened(running);

        ledger.cancel("acme", id);
        broker.broadcast(new ControlMessage.Cancel(id));

        assertThat(ended(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_cancel_whose_broadcast_is_lost_arrives_with_a_beat() {
        CountDownLatch running = new CountDownLatch(1);
        work(untilAborted(running), LEASE, Duration.ofMillis(100), Duration.ofSeconds(5));
        JobId id = accept(aJob());
        opened(running);

        ledger.cancel("acme", id);

        assertThat(ended(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void an_attempt_that_takes_too_long_is_stopped_and_fails_as_timeout() {
        work(untilAborted(new CountDownLatch(1)));

        Job job = ended(accept(aJob().timeoutS(1).maxAttempts(1)));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.error()).code()).isEqualTo("timeout");
    }

    @Test
    void a_fenced_attempt_publishes_nothing() throws InterruptedException, IOException {
        CountDownLatch zombieMayEnd = new CountDownLatch(1);
        // The first attempt never beats, so its lease runs out and a second one runs beside it.
        work(
                attempt -> {
                    int number = attempt.job().attempt();
                    if (number == 1) {
                        opened(zombieMayEnd);
                    }
                    Artifact artifact = attempt.store(
                            "a.txt", "text", "text/plain", ("attempt " + number).getBytes(UTF_8), Map.of());
                    return new JobResult(List.of(artifact), Map.of());
                },
                Duration.ofMillis(300),
                SLOW_BEAT,
                Duration.ofSeconds(5));
        Job job = ended(accept(aJob()));
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(job.fails()).isEqualTo(1);

        zombieMayEnd.countDown();

        await().untilAsserted(() -> assertThat(filesIn("work")).isEmpty());
        assertThat(find(job.id())).isEqualTo(job);
        assertThat(content(job, job.artifacts().getFirst())).isEqualTo("attempt 2");
        assertThat(filesIn("artifacts")).hasSize(1);
    }

    @Test
    void closing_lets_a_running_attempt_finish() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        work(attempt -> {
            running.countDown();
            opened(go);
            return JobResult.empty();
        });
        JobId id = accept(aJob());
        opened(running);

        Thread closing = Thread.startVirtualThread(Objects.requireNonNull(worker)::close);
        go.countDown();
        closing.join();

        assertThat(find(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void what_is_not_done_within_the_grace_is_given_back_without_blame() {
        CountDownLatch running = new CountDownLatch(1);
        work(untilAborted(running), LEASE, SLOW_BEAT, Duration.ofMillis(100));
        JobId id = accept(aJob());
        opened(running);

        Objects.requireNonNull(worker).close();

        Job job = find(id);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.fails()).isZero();
        assertThat(job.attempt()).isEqualTo(1);
    }

    private void work(Script script) {
        work(script, LEASE, SLOW_BEAT, Duration.ofSeconds(5));
    }

    private void work(Script script, Duration lease, Duration beat, Duration drain) {
        try {
            worker = new Worker(
                    ledger,
                    broker,
                    ArtifactVault.plain(store),
                    List.of(new DenialsNoted(new ScriptedRunner(script), noted::add)),
                    new TintypeProperties.Worker(lease, beat, drain),
                    folder.resolve("work"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        worker.start();
    }

    private static Script untilAborted(CountDownLatch running) {
        return attempt -> {
            CountDownLatch aborted = new CountDownLatch(1);
            attempt.onAbort(aborted::countDown);
            running.countDown();
            opened(aborted);
            throw new IllegalStateException("stopped in the middle");
        };
    }

    private static void opened(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JobId accept(dev.tintype.ledger.Jobs job) {
        NewJob made = job.build();
        assertThat(ledger.accept(made)).isInstanceOf(Accepted.Created.class);
        return made.id();
    }

    private Job find(JobId id) {
        return ledger.find("acme", id).orElseThrow();
    }

    private Job ended(String tenant, JobId id) {
        return await().atMost(10, TimeUnit.SECONDS)
                .until(
                        () -> ledger.find(tenant, id).orElseThrow(),
                        job -> job.state().terminal());
    }

    private Job ended(JobId id) {
        return await().atMost(10, TimeUnit.SECONDS)
                .until(() -> find(id), job -> job.state().terminal());
    }

    private String content(Job job, Artifact artifact) throws IOException {
        ArtifactKey key = new ArtifactKey(job.tenant(), job.id(), artifact.attempt(), artifact.name());
        try (var in = Optional.of(store.open(key, 0, artifact.bytes()))
                .flatMap(found -> found)
                .orElseThrow()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<Path> filesIn(String name) {
        Path root = folder.resolve(name);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Script {
        JobResult run(Attempt attempt) throws InterruptedException;
    }

    private record ScriptedRunner(Script script) implements JobRunner {
        @Override
        public Pool pool() {
            return Pool.NOOP;
        }

        @Override
        public int slots() {
            return 4;
        }

        @Override
        public JobResult run(Attempt attempt) throws InterruptedException {
            return script.run(attempt);
        }

        @Override
        public void close() {}
    }
}
