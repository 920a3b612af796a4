package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.Hardware;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.process.FfmpegFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole jobs with a card. Test machines have none, so that FFmpeg is stood in for by one that takes the arguments of {@code h264_nvenc},
 * knows no other, encodes with the processor, and can be made to fail; the probe, the walls and all else are real.
 */
class HardwareTest {
    private static final String STAND_IN = """
            #!/bin/sh
            real="${0%/*}/ffmpeg-real"
            [ -e "${0%/*}/broken" ] && broken=1
            for argument; do
              shift
              case "$argument" in
                h264_nvenc)
                  if [ -n "$broken" ]; then echo '[error] [h264_nvenc @ 1] OpenEncodeSessionEx failed' >&2; exit 1; fi
                  [ -d /sys/devices ] || { echo '[error] [h264_nvenc @ 1] no devices' >&2; exit 1; }
                  set -- "$@" libx264 ;;
                hevc_nvenc|av1_nvenc) echo '[error] [nvenc @ 1] no capable devices' >&2; exit 1 ;;
                p5) set -- "$@" veryfast ;;
                hq) set -- "$@" film ;;
                -cq) set -- "$@" -crf ;;
                -no-scenecut) set -- "$@" -sc_threshold ;;
                -rc|vbr) ;;
                *) set -- "$@" "$argument" ;;
              esac
            done
            exec "$real" "$@"
            """;

    @TempDir
    private Path folder;

    private MediaHarness harness = new MediaHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    private void withCard() throws IOException {
        harness.close();
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path own = new FfmpegFinder().find(null, Clips.CACHE).folder();
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Files.copy(file, programs.resolve(name.equals("ffmpeg") ? "ffmpeg-real" : name));
            }
        }
        Path standIn = Files.writeString(programs.resolve("ffmpeg"), STAND_IN);
        Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path devices = Files.createDirectory(folder.resolve("dev"));
        Files.createFile(devices.resolve("nvidiactl"));
        harness = new MediaHarness(standIn, devices);
    }

    private static MediaOptions options(String hardware) {
        return Json.read("{\"hardware\":\"" + hardware + "\"}", MediaOptions.class);
    }

    private static MediaOutput output(String json) {
        return Json.read(json.replace('\'', '"'), MediaOutput.class);
    }

    private static String told(MediaAttempt attempt, String part) {
        return String.valueOf(attempt.report().get(part));
    }

    @Test
    void what_a_card_encodes_is_tried_at_the_start_and_told() throws IOException {
        assertThat(harness.runner.capabilities()).doesNotContainKey(Hardware.CAPABILITY);

        withCard();

        assertThat(harness.runner.capabilities()).containsEntry(Hardware.CAPABILITY, "h264_nvenc");
    }

    @Test
    void a_card_encodes_what_it_can_and_the_report_says_what() throws IOException {
        withCard();
        MediaAttempt attempt = harness.make(
                MediaAttempt.source(Clips.plain()),
                options("auto"),
                output("{'kind':'video'}"),
                output("{'kind':'video','codec':'hevc','speed':'fastest'}"),
                output("{'kind':'poster'}"));

        assertThat(attempt.report().get("hardware"))
                .isEqualTo(List.of(
                        Map.of("name", "video.mp4", "by", "nvenc"),
                        Map.of("name", "video-2.mp4", "by", "none", "reason", "its graphics cards do not encode it")));
        assertThat(attempt.facts("video.mp4")).containsEntry("frames", 75L);
        assertThat(attempt.names()).contains("video-2.mp4", "poster.jpg");
        assertThat(told(attempt, "commands")).contains("h264_nvenc", "libx265");
    }

    @Test
    void where_a_card_fails_auto_goes_on_with_the_processor_and_says_so() throws IOException {
        withCard();
        Files.createFile(folder.resolve("programs/broken"));
        MediaAttempt attempt =
                harness.make(MediaAttempt.source(Clips.plain()), options("auto"), output("{'kind':'hls'}"));

        assertThat(attempt.names()).contains("hls.m3u8");
        assertThat(told(attempt, "hardware")).contains("by=none", "the graphics card failed");
    }

    @Test
    void where_a_card_that_is_named_fails_the_source_is_not_blamed() throws IOException {
        withCard();
        Files.createFile(folder.resolve("programs/broken"));
        JobFailure failure =
                harness.failure(MediaAttempt.source(Clips.plain()), options("nvenc"), output("{'kind':'video'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.FFMPEG_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.getMessage()).contains("graphics card");
    }

    @Test
    void a_worker_without_a_card_does_auto_by_itself_and_leaves_a_named_one_to_others() {
        MediaAttempt attempt =
                harness.make(MediaAttempt.source(Clips.plain()), options("auto"), output("{'kind':'video'}"));
        JobFailure failure =
                harness.failure(MediaAttempt.source(Clips.plain()), options("vaapi"), output("{'kind':'video'}"));

        assertThat(told(attempt, "hardware")).contains("by=none", "reason=");
        assertThat(failure.code()).isEqualTo(ErrorCode.HARDWARE_MISSING);
        assertThat(failure.retryable()).isTrue();
    }
}
