package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.MediaSpec;
import dev.tintype.media.MediaOutput;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.preset.Preset;
import dev.tintype.request.RequestReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the presets for media make, by a real FFmpeg. */
class MediaPresetsTest {
    private static final MediaHarness HARNESS = new MediaHarness();

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    @ParameterizedTest
    @CsvSource({
        "web-mp4, video.mp4, h264, poster.jpg",
        "hls-standard, stream-180p.mp4, h264, hls.m3u8",
        "hls-fast, stream-180p.mp4, h264, hls.m3u8",
        "hls-hevc, stream-180p.mp4, hevc, hls.m3u8",
        "av1-archive, video.mkv, av1, video.mkv",
        "podcast, audio.mp3, mp3, audio.mp3",
        "preview, animation.gif, gif, sprite.vtt",
        "pyprocessor-default, stream-180p.mp4, hevc, hls.m3u8",
        "pyprocessor-high-quality, stream-180p.mp4, hevc, hls.m3u8"
    })
    void a_preset_makes_what_it_says_and_nothing_larger_than_the_source(
            String preset, String artifact, String codec, String another) {
        MediaSpec spec = job(preset);

        MediaAttempt made = HARNESS.make(
                MediaAttempt.source(Clips.plain()), spec.media(), spec.outputs().toArray(MediaOutput[]::new));

        assertThat(made.names()).contains(artifact, another);
        assertThat(Clips.ask(made.file(artifact), "stream=codec_name")).contains(codec);
        if (codec.equals("mp3")) {
            assertThat(made.number(artifact, "duration_ms")).isBetween(2900L, 3200L);
        } else if (!codec.equals("gif")) {
            assertThat(Clips.ask(made.file(artifact), "stream=height")).containsExactly("180");
        }
        assertThat(made.names().stream()
                        .filter(name -> name.matches("stream-\\d+p.mp4"))
                        .count())
                .as("a small source has no four qualities")
                .isLessThanOrEqualTo(1);
    }

    private static MediaSpec job(String preset) {
        String request = "{\"preset\":\"" + preset + "\",\"source\":{\"url\":\"https://a.example/\"}}";
        return (MediaSpec) new RequestReader(false)
                .read(
                        request.getBytes(StandardCharsets.UTF_8),
                        name -> BuiltInPresets.find(name).map(Preset::request))
                .spec();
    }
}
