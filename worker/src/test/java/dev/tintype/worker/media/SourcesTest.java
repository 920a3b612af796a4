package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.config.MediaProperties;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.media.AudioOutput;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaSource;
import dev.tintype.media.PosterOutput;
import dev.tintype.media.ProbeOutput;
import dev.tintype.media.VideoOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What jobs read, and every way a source can be wrong. */
class SourcesTest {
    @TempDir
    private Path folder = Path.of("");

    private HttpServer server;
    private MediaHarness harness;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        harness = new MediaHarness(MediaHarness.limits(), List.of("127.0.0.1:" + port()));
    }

    @AfterEach
    void stop() {
        harness.close();
        server.stop(0);
    }

    @Test
    void a_url_is_fetched_through_the_proxy() throws IOException {
        byte[] clip = Files.readAllBytes(Clips.silent());
        server.createContext("/clip", exchange -> answer(exchange, 200, clip));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/clip");
            answer(exchange, 302, new byte[0]);
        });

        MediaAttempt made = harness.make(url("/moved"), MediaOptions.defaults(), new ProbeOutput());

        assertThat(made.facts("probe.json")).containsEntry("width", 320);
    }

    @Test
    void a_connection_that_breaks_is_taken_up_where_it_broke() throws IOException {
        byte[] clip = Files.readAllBytes(Clips.plain());
        List<String> ranges = new CopyOnWriteArrayList<>();
        server.createContext("/clip", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            if (range == null) {
                breakOff(exchange, clip);
            } else {
                int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
                answer(exchange, 206, Arrays.copyOfRange(clip, from, clip.length));
            }
        });

        MediaAttempt made = harness.make(url("/clip"), MediaOptions.defaults(), new ProbeOutput());

        assertThat(made.text("probe.json")).contains("\"bytes\":" + clip.length);
        assertThat(ranges).hasSize(2);
        assertThat(ranges.get(1)).startsWith("bytes=").isNotEqualTo("bytes=0-");
    }

    @Test
    void what_a_server_refuses_is_its_failure() {
        server.createContext("/gone", exchange -> answer(exchange, 404, new byte[0]));
        server.createContext("/busy", exchange -> answer(exchange, 503, new byte[0]));

        JobFailure gone = harness.failure(url("/gone"), MediaOptions.defaults(), new ProbeOutput());
        JobFailure busy = harness.failure(url("/busy"), MediaOptions.defaults(), new ProbeOutput());
        JobFailure internal = harness.failure(
                MediaSource.ofUrl("http://127.0.0.1:1/clip"), MediaOptions.defaults(), new ProbeOutput());

        assertThat(gone)
                .extracting(JobFailure::code, JobFailure::retryable)
                .containsExactly(ErrorCode.HTTP_STATUS, false);
        assertThat(busy)
                .extracting(JobFailure::code, JobFailure::retryable)
                .containsExactly(ErrorCode.HTTP_STATUS, true);
        assertThat(internal.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
    }

    @Test
    void a_source_that_is_too_large_is_refused_before_it_is_fetched_whole() {
        server.createContext("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
        });

        JobFailure failure = harness.failure(url("/huge"), MediaOptions.defaults(), new ProbeOutput());

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains(Long.toString(1L << 40)).contains("104857600");
    }

    @Test
    void an_artifact_that_is_not_there_is_a_source_that_cannot_be_used() {
        MediaSource source =
                MediaSource.ofArtifact(new ArtifactRef(JobId.create().value(), "clip.mp4"));

        assertThat(harness.failure(source, MediaOptions.defaults(), new ProbeOutput())
                        .code())
                .isEqualTo(ErrorCode.SOURCE_UNUSABLE);
    }

    @Test
    void files_that_make_ffmpeg_read_other_files_are_not_read() throws IOException {
        Path secret = Files.copy(Clips.silent(), folder.resolve("secret.mp4"));
        String list = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://" + secret + "\n#EXT-X-ENDLIST\n";

        assertUnsupported(written("list.m3u8", list), "a play list");
        assertUnsupported(written("list.mp4", list), "a play list");
        assertUnsupported(written("join.mp4", "ffconcat version 1.0\nfile secret.mp4\n"), "a list of files");
        assertUnsupported(written("join2.mp4", "concat:secret.mp4|secret.mp4"), "text");
        assertUnsupported(written("sub.mp4", "subfile,,start,0,end,0,,:" + secret), "text");
        assertUnsupported(written("a.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\n"), "a session description");
        assertUnsupported(written("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"), "XML");
        assertUnsupported(written("a.mpd", "<?xml version='1.0'?><MPD/>"), "XML");
        assertUnsupported(written("a.bin", "\u0000\u0001\u0002"), "nothing known");
    }

    @Test
    void an_empty_a_cut_off_and_a_damaged_file_each_say_what_is_wrong() throws IOException {
        byte[] clip = Files.readAllBytes(Clips.plain());
        byte[] damaged = clip.clone();
        int middle = new String(clip, StandardCharsets.ISO_8859_1).indexOf("mdat") + 2_000;
        Arrays.fill(damaged, middle, middle + 150_000, (byte) 0);

        assertThat(harness.failure(written("empty.mp4", ""), new ProbeOutput()).detail())
                .isEqualTo("The file is empty.");
        JobFailure cutOff =
                harness.failure(written("cut.mp4", Arrays.copyOf(clip, clip.length / 2)), new ProbeOutput());
        assertThat(cutOff.code()).isEqualTo(ErrorCode.DECODE_FAILED);
        JobFailure broken = harness.failure(
                written("damaged.mp4", damaged), OutputsTest.output(VideoOutput.class, "{\"speed\":\"fastest\"}"));
        assertThat(broken.code()).isEqualTo(ErrorCode.DECODE_FAILED);
        assertThat(List.of(cutOff.detail(), broken.detail())).noneMatch(detail -> detail.contains("/"));
    }

    @Test
    void a_stream_that_ends_too_early_is_not_taken_for_whole() throws IOException {
        Path whole = Clips.make("whole.mkv", "-i " + Clips.plain() + " -c copy");
        byte[] bytes = Files.readAllBytes(whole);

        JobFailure failure = harness.failure(
                written("part.mkv", Arrays.copyOf(bytes, bytes.length / 2)),
                OutputsTest.output(VideoOutput.class, "{\"speed\":\"fastest\"}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.DECODE_FAILED);
        assertThat(failure.detail()).contains("only").contains("could be decoded");
    }

    @Test
    void a_wrong_extension_does_not_matter() throws IOException {
        Path clip = Files.copy(Clips.silent(), folder.resolve("clip.txt"));

        assertThat(harness.make(clip, new ProbeOutput()).facts("probe.json")).containsEntry("container", "mp4");
    }

    @Test
    void outputs_that_need_what_the_source_has_not_say_so() {
        assertThat(harness.failure(Clips.tone(), OutputsTest.output(PosterOutput.class, "{}"))
                        .code())
                .isEqualTo(ErrorCode.NO_VIDEO);
        assertThat(harness.failure(Clips.silent(), OutputsTest.output(AudioOutput.class, "{}"))
                        .code())
                .isEqualTo(ErrorCode.NO_AUDIO);
        assertThat(harness.failure(Clips.picture(), OutputsTest.output(VideoOutput.class, "{}"))
                        .code())
                .isEqualTo(ErrorCode.NO_VIDEO);
    }

    @Test
    void limits_are_held_by_what_the_probe_says() {
        Path large = Clips.make(
                "large.mp4", "-f lavfi -i color=s=2000x64:r=5:d=0.4 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        Path bomb = Clips.make("bomb.png", "-f lavfi -i color=s=4000x4000 -frames:v 1");
        Path quick = Clips.make(
                "quick.mp4", "-f lavfi -i color=s=64x64:r=200:d=0.2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");

        assertThat(harness.failure(large, new ProbeOutput()).detail())
                .contains("2000")
                .contains("1920");
        assertThat(harness.failure(bomb, new ProbeOutput()).detail())
                .contains("16000000")
                .contains("2000000");
        assertThat(harness.failure(quick, new ProbeOutput()).detail())
                .contains("200 frames")
                .contains("120");
        assertThat(harness.failure(bomb, new ProbeOutput()).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void more_output_than_allowed_ends_the_job() {
        MediaProperties usual = MediaHarness.limits();
        MediaProperties little = new MediaProperties(
                null,
                usual.bytes(),
                usual.duration(),
                1920,
                1080,
                2_000_000,
                120,
                8,
                DataSize.ofKilobytes(60),
                usual.memory(),
                usual.stall());
        try (MediaHarness own = new MediaHarness(little, List.of())) {
            JobFailure failure = own.failure(
                    Clips.plain(), OutputsTest.output(VideoOutput.class, "{\"crf\":1,\"speed\":\"fastest\"}"));

            assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        }
    }

    @Test
    void a_cancelled_job_ends_within_a_second_and_leaves_no_child() throws InterruptedException {
        Path longer = Clips.make(
                "longer.mp4",
                "-f lavfi -i testsrc2=s=1280x720:r=25:d=20 -c:v libx264 -preset ultrafast -crf 40 -pix_fmt yuv420p");
        MediaAttempt attempt = harness.attempt(
                MediaAttempt.source(longer),
                MediaOptions.defaults(),
                OutputsTest.output(VideoOutput.class, "{\"speed\":\"slowest\",\"codec\":\"hevc\"}"));
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                harness.runner.run(attempt);
            } catch (RuntimeException | InterruptedException e) {
                ended.set(e);
            }
        });
        await().until(() -> attempt.progress().stream().anyMatch(p -> p.stage().equals("encode")));

        attempt.abort();

        assertThat(thread.join(Duration.ofSeconds(1)))
                .as("ended within a second")
                .isTrue();
        assertThat(ended.get()).isInstanceOf(JobFailure.class);
        assertThat(harness.runner.children()).isZero();
        assertThat(attempt.names()).isEmpty();
    }

    private void assertUnsupported(Path file, String looksLike) {
        JobFailure failure = harness.failure(file, new ProbeOutput());
        assertThat(failure.code()).as(file.toString()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA);
        assertThat(failure.detail()).contains(looksLike);
    }

    private Path written(String name, String text) throws IOException {
        return written(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private MediaSource url(String path) {
        return MediaSource.ofUrl("http://127.0.0.1:" + port() + path);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Promises the whole and gives a half. */
    private static void breakOff(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
