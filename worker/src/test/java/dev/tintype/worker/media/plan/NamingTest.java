package dev.tintype.worker.media.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {
    private final JobId job = JobId.create();

    private static MediaOptions named(String template) {
        return Json.read("{\"name\":\"" + template + "\"}", MediaOptions.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/films/Holiday%20in%20Rome.final.mp4?t=1, Holiday-in-Rome.final",
        "https://a.example/films/12-34.mp4#x, 12-34",
        "https://a.example, source",
        "https://a.example/films/, source",
        "https://a.example/_%2F..mp4, source",
        "https://a.example/.mp4, mp4"
    })
    void the_source_gives_its_file_name_in_letters_that_names_may_have(String url, String name) {
        Naming naming = Naming.of(named("{source}-{output}"), MediaSource.ofUrl(url), job);

        assertThat(naming.of("hls")).isEqualTo(name + "-hls");
    }

    @Test
    void uploads_have_their_id_and_artifacts_their_name() {
        String upload = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn";

        assertThat(Naming.of(named("{output}.{source}"), MediaSource.ofUpload(upload), job)
                        .of("hls"))
                .isEqualTo("hls." + upload);
        assertThat(Naming.of(
                                named("{job}_{source}_{output}"),
                                MediaSource.ofArtifact(new ArtifactRef(job.value(), "video.mp4")),
                                job)
                        .of("poster"))
                .isEqualTo(job + "_video_poster");
    }

    @Test
    void the_longest_of_everything_is_a_name_yet() {
        String most = "{source}{job}{output}" + "x".repeat(19);
        Naming naming = Naming.of(named(most), MediaSource.ofUrl("https://a.example/" + "n".repeat(300)), job);

        assertThat(most).hasSize(40);
        assertThat(ArtifactKey.isName(naming.of("stream-32-2160p") + ".m3u8")).isTrue();
    }

    @Test
    void without_a_template_artifacts_are_called_by_what_they_are() {
        assertThat(Naming.of(MediaOptions.defaults(), MediaSource.ofUrl("https://a.example/b.mp4"), job)
                        .of("hls"))
                .isEqualTo("hls");
    }
}
