package dev.tintype.cli.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.job.MediaSpec;
import dev.tintype.json.Json;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.Speed;
import dev.tintype.media.VideoCodec;
import dev.tintype.request.RequestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PresetCommandTest {
    private static final String PROFILE = """
            {"input_folder": "${MEDIA_ROOT}/input", "output_folder": "${MEDIA_ROOT}/output",
             "ffmpeg_params": {"video_encoder": "libx264", "preset": "medium", "tune": "film", "fps": 60,
                "include_audio": true,
                "bitrates": {"1080p": "15000k", "720p": "8500k", "480p": "5M", "360p": "2500k"},
                "audio_bitrates": {"1080p": "192k", "720p": "128k", "480p": "96k", "360p": "64k"}},
             "max_parallel_jobs": 4, "auto_rename_files": true, "auto_organize_folders": true,
             "file_rename_pattern": ".*?(\\\\d+-\\\\d+).*?\\\\.mp4$", "file_validation_pattern": "^\\\\d+-\\\\d+\\\\.mp4$",
             "folder_organization_pattern": "^(\\\\d+)-\\\\d+",
             "security": {"encryption": {"enabled": false, "encrypt_output": false}}}
            """;

    private final FakeServer server = new FakeServer();
    private final RecordedTerminal terminal = new RecordedTerminal(false);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_profile_becomes_a_preset_that_jobs_can_name() throws IOException {
        server.on("PUT /v1/presets/high_quality", Answer.json(201, "{}"));

        assertThat(imported(PROFILE)).isZero();

        assertThat(terminal.out()).contains("saved     high_quality");
        assertThat(terminal.err())
                .contains("left out  ffmpeg_params.tune: ", "left out  file_rename_pattern: ", "max_parallel_jobs: ");
        ObjectNode preset =
                (ObjectNode) Json.tree(server.requests().getLast().body()).get("request");
        MediaSpec job = (MediaSpec) new RequestReader(false)
                .read(
                        "{\"preset\":\"p\",\"source\":{\"url\":\"https://a.example/\"}}"
                                .getBytes(StandardCharsets.UTF_8),
                        _ -> Optional.of(preset))
                .spec();
        assertThat(job.media().name()).isEqualTo("{source}-{output}");
        assertThat(job.outputs()).singleElement().isInstanceOfSatisfying(HlsOutput.class, stream -> {
            assertThat(stream.codec()).isEqualTo(VideoCodec.H264);
            assertThat(stream.speed()).isEqualTo(Speed.STANDARD);
            assertThat(stream.audioBitrate()).isEqualTo(192_000);
            assertThat(Objects.requireNonNull(stream.ladder()).rungs())
                    .hasSize(4)
                    .element(2)
                    .satisfies(rung -> {
                        assertThat(rung.height()).isEqualTo(480);
                        assertThat(rung.maxBitrate()).isEqualTo(5_000_000);
                    });
        });
    }

    @Test
    void a_profile_that_encrypts_becomes_a_preset_that_encrypts() throws IOException {
        server.on("PUT /v1/presets/high_quality", Answer.json(201, "{}"));

        assertThat(imported(PROFILE.replace("\"encrypt_output\": false", "\"encrypt_output\": true")))
                .isZero();

        assertThat(Json.tree(server.requests().getLast().body())
                        .at("/request/outputs/0/encryption/method")
                        .asString())
                .isEqualTo("aes-128");
        assertThat(terminal.err()).contains("left out  security.encryption.*: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "libx264"              | "prores"             | ffmpeg_params.video_encoder
            "medium"               | "p4"                 | ffmpeg_params.preset
            "include_audio": true  | "include_audio":false| ffmpeg_params.include_audio
            "8500k"                | "much"               | ffmpeg_params.bitrates.720p
            "tune"                 | "crf"                | ffmpeg_params.crf
            "max_parallel_jobs"    | "jobs"               | jobs
            "ffmpeg_params"        | "params"             | ffmpeg_params
            """)
    void what_cannot_be_taken_over_is_refused_by_name(String field, String with, String named) throws IOException {
        assertThat(PROFILE).contains(field);

        assertThat(imported(PROFILE.replace(field, with))).isEqualTo(2);

        assertThat(terminal.err()).contains("nothing was saved", named + ": ");
        assertThat(server.requests()).isEmpty();
    }

    private int imported(String profile) throws IOException {
        Path file = Files.writeString(folder.resolve("high_quality.json"), profile);
        return terminal.run(
                "preset", "import", file.toString(), "--server", server.url().toString(), "--key", "k");
    }
}
