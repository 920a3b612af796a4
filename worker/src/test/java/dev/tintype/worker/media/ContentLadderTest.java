package dev.tintype.worker.media;

import static dev.tintype.worker.media.OutputsTest.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.DashOutput;
import dev.tintype.media.HlsOutput;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which qualities a stream has when what is seen in the source tells: a real FFmpeg looks at sharp and at soft pictures. */
class ContentLadderTest {
    private static final MediaHarness HARNESS = new MediaHarness();
    private static final String BY_CONTENT = "{\"ladder\":\"content\",\"speed\":\"fastest\",\"segment_s\":2}";

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    private static Path sharp() {
        return Clips.make(
                "sharp.mp4", "-f lavfi -i testsrc2=s=1280x720:r=25 -t 4 -c:v libx264 -crf 18 -preset veryfast");
    }

    /** A film of 360 lines that somebody has enlarged. */
    private static Path soft() {
        return Clips.make(
                "soft.mp4",
                "-f lavfi -i testsrc2=s=640x360:r=25 -t 10 -vf gblur=2,scale=1280:720:flags=bicubic"
                        + " -c:v libx264 -crf 18 -preset veryfast");
    }

    private static List<String> heights(MediaAttempt made) {
        return made.text("hls.m3u8")
                .lines()
                .filter(line -> line.contains("RESOLUTION=") && !line.contains("I-FRAME"))
                .map(line -> line.replaceFirst(".*RESOLUTION=\\d+x(\\d+).*", "$1"))
                .toList();
    }

    @Test
    void a_sharp_picture_keeps_every_quality() {
        MediaAttempt made = HARNESS.make(sharp(), output(HlsOutput.class, BY_CONTENT));

        assertThat(heights(made)).containsExactlyInAnyOrder("720", "540", "360", "234");
    }

    @Test
    void what_shows_no_more_than_a_smaller_one_is_left_out() {
        MediaAttempt made =
                HARNESS.make(soft(), output(HlsOutput.class, BY_CONTENT), output(DashOutput.class, BY_CONTENT));

        assertThat(heights(made)).doesNotContain("720").contains("360", "234");
        JsonNode likeness = Json.mapper().valueToTree(made.report()).at("/measured/likeness_db");
        assertThat(likeness.path("960x540").asDouble()).as("XPSNR of 540 lines").isGreaterThan(45);
        assertThat(likeness.path("416x234").asDouble())
                .isLessThan(likeness.path("960x540").asDouble());
    }

    @Test
    void left_to_the_source_they_are_as_without_a_word() {
        MediaAttempt made = HARNESS.make(
                soft(), output(HlsOutput.class, "{\"ladder\":\"auto\",\"speed\":\"fastest\",\"segment_s\":2}"));

        assertThat(heights(made)).contains("720");
        assertThat(made.report()).doesNotContainKey("measured");
    }
}
