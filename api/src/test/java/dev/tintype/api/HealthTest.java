package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.JobLedger;
import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HealthTest extends ApiTest {
    HealthTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void every_dependency_is_named() {
        Reply reply = get("/health/ready");

        JsonNode health = reply.json();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(health.get("dependencies").propertyNames()).contains("ledger", "broker", "artifacts");
        assertThat(health.at("/dependencies/ledger/status").asString()).isEqualTo("up");
        assertThat(health.at("/dependencies/artifacts/status").asString()).isEqualTo("up");
    }

    @Test
    void a_process_that_answers_lives() {
        assertThat(get("/health/live").json("status")).isEqualTo("up");
    }

    @Test
    void what_the_server_can_do_is_told() {
        JsonNode capabilities = get("/v1/capabilities").json();

        assertThat(capabilities.get("types").propertyNames()).contains("capture", "media");
        assertThat(capabilities.at("/types/capture/outputs").propertyNames()).contains("pdf", "screenshot");
        assertThat(capabilities.at("/types/media/outputs").propertyNames())
                .contains("probe", "video", "hls", "dash", "subtitles", "analysis");
        assertThat(capabilities.at("/types/media/outputs/video/codec").toString())
                .isEqualTo("[\"h264\",\"hevc\",\"vp9\",\"av1\"]");
        assertThat(capabilities.at("/types/media/outputs/quality/metrics").toString())
                .isEqualTo("[\"ssim\",\"psnr\",\"xpsnr\"]");
        assertThat(capabilities.at("/features/vmaf").asBoolean(true)).isFalse();
        assertThat(capabilities.at("/limits/media_width").asInt()).isEqualTo(8192);
        assertThat(capabilities.at("/types/capture/outputs/screenshot/format").toString())
                .contains("\"png\",\"jpeg\",\"webp\"");
        assertThat(capabilities.at("/limits/html_bytes").asInt()).isEqualTo(10 << 20);
        assertThat(capabilities.at("/limits/viewport_width").asInt()).isEqualTo(7680);
        assertThat(capabilities.at("/limits/timeout_s").asInt()).isEqualTo(86_400);
        assertThat(capabilities.at("/features/signed_urls").asBoolean()).isTrue();
        assertThat(capabilities.at("/features/pixashot_links").asBoolean()).isTrue();
        assertThat(capabilities.at("/durability").asString()).isEqualTo("everysec");
        assertThat(capabilities.at("/mode").asString()).isEqualTo("distributed");
        assertThat(capabilities.at("/versions/tintype").asString()).matches("\\d+\\.\\d+.*");
    }
}
