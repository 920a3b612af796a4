package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.media.Hardware;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graphics card is promised only when a worker has said that it has one. */
class HardwareRoutesTest extends ApiTest {
    HardwareRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private static String job(String hardware) {
        return "{\"type\":\"media\",\"source\":{\"url\":\"https://example.com/1.mp4\"},\"media\":{\"hardware\":\""
                + hardware + "\"},\"outputs\":[{\"kind\":\"video\"}]}";
    }

    private void worker(String name, String encoders) {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        WorkerStatus worker = new WorkerStatus(
                name,
                "1.0",
                start,
                start,
                false,
                List.of(new WorkerStatus.Share(Pool.MEDIA, 1, 1, 0)),
                encoders.isEmpty() ? Map.of() : Map.of(Hardware.CAPABILITY, encoders),
                new WorkerStatus.Pressure(2, 0.5, 1, 2));
        ledger.pools().heartbeat(worker, Duration.ofSeconds(15));
    }

    @Test
    void a_card_that_no_worker_has_is_refused_with_what_there_is() {
        worker("plain", "");

        Reply none = post("/v1/jobs", job("nvenc"));
        worker("with", "h264_vaapi,hevc_vaapi");
        Reply other = post("/v1/jobs", job("nvenc"));

        assertThat(none.status()).isEqualTo(422);
        assertThat(none.json().at("/errors/0/pointer").asString()).isEqualTo("/media/hardware");
        assertThat(none.json().at("/errors/0/detail").asString()).contains("No worker has h264_nvenc", "auto");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/errors/0/detail").asString()).contains("There is h264_vaapi, hevc_vaapi");
    }

    @Test
    void one_that_a_worker_has_is_taken_and_so_is_auto_in_any_case() {
        worker("plain", "");
        worker("with", "h264_vaapi");

        assertThat(post("/v1/jobs", job("vaapi")).status()).isEqualTo(202);
        assertThat(post("/v1/jobs", job("auto")).status()).isEqualTo(202);
        assertThat(post("/v1/jobs", job("none")).status()).isEqualTo(202);
    }

    @Test
    void a_pool_without_workers_may_get_one_with_a_card() {
        assertThat(post("/v1/jobs", job("qsv")).status()).isEqualTo(202);
    }
}
