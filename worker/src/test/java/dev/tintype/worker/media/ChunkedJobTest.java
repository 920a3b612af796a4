package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.InProcessBroker;
import dev.tintype.config.TintypeProperties;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobPage;
import dev.tintype.ledger.JobQuery;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.ledger.NewJob;
import dev.tintype.redis.RedisExtension;
import dev.tintype.vault.ArtifactVault;
import dev.tintype.worker.run.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Long sources that are encoded in parts: a real ledger, one worker with one slot, real FFmpeg. */
@ExtendWith(RedisExtension.class)
class ChunkedJobTest {
    private static final int SECONDS = 59;
    private static final String TENANT = "acme";
    private static final String OUTPUTS = "[{\"kind\":\"video\",\"speed\":\"fast\",\"copy\":\"never\"},"
            + "{\"kind\":\"hls\",\"speed\":\"fast\",\"segment_s\":4,\"ladder\":[{\"height\":90},{\"height\":60}]},"
            + "{\"kind\":\"poster\"}]";

    @TempDir
    private Path folder;

    private final Path clip = Clips.make(
            "long.mp4",
            "-f lavfi -i testsrc2=s=160x90:r=30000/1001:d=" + SECONDS + " -f lavfi -i sine=frequency=440:d=" + SECONDS
                    + " -c:v libx264 -preset ultrafast -g 70 -pix_fmt yuv420p -c:a aac -b:a 32k -movflags +faststart");
    private final AtomicInteger fetches = new AtomicInteger();

    private JobLedger ledger;
    private ArtifactStore store;
    private InProcessBroker broker;
    private Dispatcher dispatcher;
    private Reconciler reconciler;
    private HttpServer server;
    private MediaRunner runner;
    private Worker worker;
    private Path served;

    @BeforeEach
    void start(RedisClient redis) throws IOException {
        served = clip;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/clip.mp4", exchange -> {
            fetches.incrementAndGet();
            byte[] bytes = Files.readAllBytes(served);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
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
        runner = MediaRunner.start(
                1,
                MediaHarness.limits(),
                TintypeProperties.Sandbox.AUTO,
                Clips.CACHE,
                EgressPolicy.of(List.of("127.0.0.1:" + server.getAddress().getPort())),
                (_, _, _, _) -> {
                    throw new UncheckedIOException(new IOException("no uploads"));
                },
                MediaHarness.SEALS);
        worker = new Worker(
                ledger,
                broker,
                ArtifactVault.plain(store),
                List.of(runner),
                new TintypeProperties.Worker(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofSeconds(5)),
                folder.resolve("work"));
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.close();
        reconciler.close();
        dispatcher.close();
        broker.close();
        server.stop(0);
    }

    @Test
    void one_slot_does_a_cut_job_and_what_comes_out_is_as_if_it_were_encoded_at_once() throws IOException {
        List<Integer> percents = new ArrayList<>();
        JobId cutId = accept("{\"chunk_s\":20}", OUTPUTS);
        Job cut = ended(cutId, percents);
        Job whole = ended(accept("{\"chunk_s\":0}", OUTPUTS), new ArrayList<>());

        assertThat(cut.state()).as(String.valueOf(cut.error())).isEqualTo(JobState.SUCCEEDED);
        assertThat(chunked(cut)).containsEntry("chunks", 3).doesNotContainKey("reason");
        assertThat(whole.report()).doesNotContainKey("chunked");
        assertThat(names(cut)).isEqualTo(names(whole)).contains("hls-90p.m3u8");
        for (String picture : List.of("video.mp4", "stream-90p.mp4", "stream-60p.mp4")) {
            assertThat(times(cut, picture)).as(picture).isEqualTo(times(whole, picture));
        }
        assertThat(segments(cut)).hasSameSizeAs(segments(whole));
        assertThat(segments(cut).subList(0, SECONDS / 4))
                .allSatisfy(one -> assertThat(one).isCloseTo(4, Offset.offset(0.035)));
        assertThat(percents).isSorted();
        assertThat(cut.attempt()).isEqualTo(2);
        // the whole that was cut, and the one that was not
        assertThat(fetches).hasValue(2);
    }

    @Test
    void nobody_sees_the_parts_and_they_go_when_the_job_has_ended() {
        JobId id = accept("{\"chunk_s\":20}", OUTPUTS);
        Job job = ended(id, new ArrayList<>());

        JobPage page = ledger.list(TENANT, JobQuery.ANY, 10, null);
        assertThat(page.items()).extracting(Job::id).containsExactly(id);
        assertThat(job.chunks()).hasSize(3);
        assertThat(ledger.expired(10).stream().map(JobLedger.Expired::id))
                .containsExactlyInAnyOrderElementsOf(job.chunks());
    }

    @Test
    void a_cancel_ends_the_job_and_the_part_that_runs() {
        JobId id = accept(
                "{\"chunk_s\":20}", "[{\"kind\":\"video\",\"speed\":\"slowest\",\"copy\":\"never\",\"width\":1280}]");
        List<JobId> chunks = await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> job(id).chunks(),
                        cut -> cut.stream().anyMatch(chunk -> job(chunk).state() == JobState.RUNNING)
                                && runner.children() > 0);
        ledger.cancel(TENANT, id);
        chunks.forEach(chunk -> broker.broadcast(new ControlMessage.Cancel(chunk)));

        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
        await().atMost(10, TimeUnit.SECONDS).until(() -> runner.children() == 0);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> chunks.stream().allMatch(chunk -> job(chunk).state() == JobState.CANCELLED));
    }

    @Test
    void what_cannot_be_cut_is_encoded_at_once_and_says_why() {
        Job job = ended(accept("{\"chunk_s\":20,\"fps\":10}", OUTPUTS), new ArrayList<>());

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(chunked(job)).containsEntry("chunks", 0);
        assertThat(chunked(job))
                .hasEntrySatisfying("reason", why -> assertThat(why.toString()).contains("media.fps"));
    }

    @Test
    void a_source_that_ends_before_it_says_is_told_as_when_it_is_not_cut() throws IOException {
        byte[] bytes = Files.readAllBytes(clip);
        served = Files.write(folder.resolve("cut-off.mp4"), java.util.Arrays.copyOf(bytes, bytes.length * 3 / 5));
        Job job = ended(accept("{\"chunk_s\":20}", OUTPUTS), new ArrayList<>());

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.error()).code()).isEqualTo(ErrorCode.DECODE_FAILED.wireName());
    }

    private JobId accept(String media, String outputs) {
        String source = "{\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + "/clip.mp4\"}";
        String body =
                "{\"type\":\"media\",\"source\":" + source + ",\"media\":" + media + ",\"outputs\":" + outputs + "}";
        NewJob job = new NewJob(JobId.create(), TENANT, JobRequest.fromJson(Json.tree(body)), null, null);
        assertThat(ledger.accept(job)).isInstanceOf(Accepted.Created.class);
        return job.id();
    }

    private Job job(JobId id) {
        return ledger.find(TENANT, id).orElseThrow();
    }

    /** @param percents takes what was told of its progress */
    private Job ended(JobId id, List<Integer> percents) {
        return await().atMost(120, TimeUnit.SECONDS)
                .until(
                        () -> {
                            Job now = job(id);
                            Progress progress = now.progress();
                            if (progress != null) {
                                percents.add(progress.percent());
                            }
                            return now;
                        },
                        job -> job.state().terminal());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> chunked(Job job) {
        return (Map<String, Object>) Objects.requireNonNull(job.report().get("chunked"));
    }

    private static List<String> names(Job job) {
        return job.artifacts().stream().map(Artifact::name).toList();
    }

    private Path file(Job job, String name) throws IOException {
        Artifact artifact = job.artifacts().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Path to = Files.createTempFile(folder, "made-", "-" + name);
        try (var in = store.open(new ArtifactKey(TENANT, job.id(), artifact.attempt(), name), 0, artifact.bytes())
                .orElseThrow()) {
            Files.write(to, in.readAllBytes());
        }
        return to;
    }

    /** How long each is. */
    private List<Double> segments(Job job) throws IOException {
        return Files.readAllLines(file(job, "hls-90p.m3u8")).stream()
                .filter(line -> line.startsWith("#EXTINF:"))
                .map(line -> Double.valueOf(line.substring(8, line.length() - 1)))
                .toList();
    }

    /** When frames are shown, in order. */
    private List<Double> times(Job job, String name) throws IOException {
        return Clips.ask(file(job, name), "packet=pts_time", "-select_streams", "v").stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
    }
}
