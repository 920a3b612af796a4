package dev.tintype.worker.media.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tintype.config.TintypeProperties.Sandbox;
import dev.tintype.worker.media.Clips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupervisorTest {
    private static final Ffmpeg FFMPEG = new FfmpegFinder(Map.of()).find(null, Clips.CACHE);
    private static final ChildLimits PLENTY =
            new ChildLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 100 << 20, 8L << 30);

    @TempDir
    private Path folder = Path.of("");

    private Supervisor supervisor;
    private final Supervisor.Stop stop = new Supervisor.Stop();
    private final List<EncodeProgress> progress = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        supervisor = new Supervisor(Walls.tried(FFMPEG, Sandbox.AUTO));
        Files.createDirectory(folder.resolve(Child.IN));
        Files.createDirectory(folder.resolve(Child.OUT));
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void a_child_tells_its_progress_and_how_it_ended() throws Exception {
        ChildEnd end = supervisor.run(endless("-t", "1"), stop);

        assertThat(end.exit()).isZero();
        assertThat(progress).last().extracting(EncodeProgress::outMs).isEqualTo(1_000L);
        assertThat(supervisor.running()).isZero();
    }

    @Test
    void complaints_are_kept_and_the_exit_code_says_that_it_failed() throws Exception {
        ChildEnd end = supervisor.run(child(PLENTY, "-i", "file:in/nothing"), stop);

        assertThat(end.exit()).isNotZero();
        assertThat(end.messages()).anyMatch(line -> line.contains("No such file"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Sandbox.class,
            names = {"AUTO", "OFF"})
    void a_stopped_child_is_gone_within_a_second_with_everything_below_it(Sandbox sandbox) throws Exception {
        try (Supervisor own = new Supervisor(Walls.tried(FFMPEG, sandbox))) {
            List<ProcessHandle> tree = new ArrayList<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                await().until(() -> !progress.isEmpty());
                ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())
                                        || process.info().command().orElse("").endsWith("/ffmpeg"))
                        .forEach(tree::add);
                stop.now();
            });

            ChildStopped stopped = catchThrowableOfType(ChildStopped.class, () -> own.run(endless(), stop));

            thread.join();
            assertThat(stopped.reason()).isEqualTo(ChildStopped.Reason.ABORTED);
            assertThat(tree).isNotEmpty();
            await().atMost(Duration.ofSeconds(1)).until(() -> tree.stream().noneMatch(SupervisorTest::runs));
        }
    }

    @Test
    void nothing_starts_once_stopped() {
        stop.now();

        assertThatThrownBy(() -> supervisor.run(endless("-t", "1"), stop)).isInstanceOf(ChildStopped.class);
        assertThat(progress).isEmpty();
    }

    @Test
    void too_long_too_much_and_standing_still_end_a_child() {
        ChildLimits shortest = PLENTY.withWall(Duration.ofMillis(300));
        ChildLimits little = new ChildLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 300_000, 8L << 30);
        ChildLimits impatient = new ChildLimits(Duration.ofSeconds(60), Duration.ofMillis(700), 100 << 20, 8L << 30);

        assertThat(reason(new Child(Ffmpeg.Program.FFMPEG, endless().arguments(), folder, shortest, progress::add)))
                .isEqualTo(ChildStopped.Reason.WALL);
        // two files: each may be as large as all together
        assertThat(reason(child(
                        little,
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=320x180:r=25,realtime=speed=20",
                        "-c:v",
                        "rawvideo",
                        "-t",
                        "60",
                        "-f",
                        "segment",
                        "-segment_time",
                        "0.04",
                        "-segment_format",
                        "rawvideo",
                        "file:out/%d.raw")))
                .isEqualTo(ChildStopped.Reason.BYTES);
        // waits for ever for a frame to be shown
        assertThat(reason(child(
                        impatient,
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=320x180:r=25,realtime=speed=0.0001",
                        "-f",
                        "null",
                        "-")))
                .isEqualTo(ChildStopped.Reason.STALLED);
        assertThat(supervisor.running()).isZero();
    }

    @Test
    void inside_the_walls_there_is_no_network_and_nothing_of_the_machine() throws Exception {
        assertThat(supervisor.walls().closed()).as("bubblewrap works here").isTrue();
        Path secret = Files.writeString(folder.resolve("outside.txt"), "secret");

        assertThat(complaint("-f", "data", "-i", "file:/etc/passwd")).contains("No such file");
        assertThat(complaint("-f", "data", "-i", "file:" + secret)).contains("No such file");
        assertThat(complaint("-f", "data", "-i", "file:" + Path.of("pom.xml").toAbsolutePath()))
                .contains("No such file");
        assertThat(complaint("-i", "tcp://127.0.0.1:9")).containsAnyOf("unreachable", "refused", "failed");
        assertThat(complaint("-f", "lavfi", "-i", "color", "-frames:v", "1", "-y", "file:in/written.png"))
                .contains("Read-only file system");
    }

    @Test
    void only_who_needs_a_graphics_card_sees_what_devices_there_are() throws Exception {
        List<String> look =
                List.of("-f", "data", "-i", "file:/sys/devices/system/cpu/online", "-map", "0", "-f", "null", "-");
        Child with = new Child(Ffmpeg.Program.FFMPEG, look, folder, PLENTY.withCard(true), null);
        Child without = new Child(Ffmpeg.Program.FFMPEG, look, folder, PLENTY, null);

        assertThat(supervisor.run(with, new Supervisor.Stop()).exit()).isZero();
        assertThat(supervisor.run(without, new Supervisor.Stop()).exit()).isNotZero();
    }

    @Test
    void required_walls_that_cannot_be_had_are_a_clear_refusal() {
        assertThatThrownBy(() -> Walls.tried(new Ffmpeg(folder, "none"), Sandbox.REQUIRED))
                .isInstanceOf(FfmpegNotUsable.class)
                .hasMessageContaining("tintype.sandbox=required");
    }

    @Test
    void a_missing_library_is_named_with_the_way_out() {
        assertThatThrownBy(() -> FfmpegFinder.version(
                        "ffmpeg: error while loading shared libraries: libpulse.so.0: cannot open shared object file"))
                .isInstanceOf(FfmpegNotUsable.class)
                .hasMessageContaining("libpulse.so.0")
                .hasMessageContaining("apt-get install libpulse0");
    }

    @Test
    void another_ffmpeg_can_be_named_and_must_be_one() {
        Path own = FFMPEG.folder().resolve("ffmpeg");

        assertThat(new FfmpegFinder(Map.of("FFMPEG_PATH", own.toString())).find(null, folder))
                .isEqualTo(FFMPEG);
        assertThatThrownBy(() -> new FfmpegFinder(Map.of("FFMPEG_PATH", "/nowhere/ffmpeg")).find(null, folder))
                .isInstanceOf(FfmpegNotUsable.class)
                .hasMessageContaining("FFMPEG_PATH");
    }

    /** Not those that are dead and only wait to be asked after by the first process of the container. */
    private static boolean runs(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return process.isAlive() && !Files.readString(stat).contains(") Z ");
        } catch (IOException e) {
            return false; // it has just gone
        }
    }

    private ChildStopped.Reason reason(Child child) {
        return catchThrowableOfType(ChildStopped.class, () -> supervisor.run(child, new Supervisor.Stop()))
                .reason();
    }

    private String complaint(String... arguments) throws Exception {
        ChildEnd end = supervisor.run(child(PLENTY, arguments), stop);
        assertThat(end.exit()).isNotZero();
        return String.join("\n", end.messages());
    }

    private Child child(ChildLimits limits, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("-nostdin", "-hide_banner", "-nostats", "-progress", "pipe:1", "-stats_period", "0.1"));
        all.addAll(List.of(arguments));
        return new Child(Ffmpeg.Program.FFMPEG, all, folder, limits, progress::add);
    }

    /** Goes on until it is stopped, at the pace of a clock. */
    private Child endless(String... more) {
        List<String> arguments = new ArrayList<>(List.of("-re", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("-f", "null", "-"));
        return child(PLENTY, arguments.toArray(String[]::new));
    }
}
