package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.egress.Upstream;
import dev.tintype.egress.Upstreams;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code page.proxy}: the operator's proxies, by name. */
class ProxyTest {
    private static TestProxy berlin;
    private static TestProxy oslo;
    private static Harness harness;

    @BeforeAll
    static void start() {
        berlin = new TestProxy(false);
        oslo = new TestProxy(true);
        harness = new Harness(new Upstreams(Map.of(
                "berlin", Upstream.parse("berlin", berlin.url()),
                "oslo", Upstream.parse("oslo", oslo.url()),
                "stranger", Upstream.parse("stranger", berlin.url().replace("ada", "eve")),
                "gone", Upstream.parse("gone", "http://127.0.0.1:9"))));
        harness.site
                .html("/page", "<body style='margin:0'><img src=/green.png>")
                .image("/green.png", Color.GREEN, 200, 200);
    }

    @AfterAll
    static void stop() {
        harness.close();
        berlin.close();
        oslo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"berlin", "oslo"})
    void a_page_and_what_it_loads_come_through_the_proxy_that_was_asked_for(String name) {
        TestProxy proxy = name.equals("oslo") ? oslo : berlin;
        MemoryAttempt done =
                harness.capture(harness.at("/page"), page("{'proxy':'" + name + "'}"), ScreenshotOutput.defaults());

        assertThat(done.image("screenshot.png").getRGB(100, 100)).isEqualTo(Color.GREEN.getRGB());
        assertThat(proxy.asked())
                .as("by address: names are looked up here")
                .isNotEmpty()
                .containsOnly("127.0.0.1:" + harness.site.port());
    }

    @Test
    void the_next_visit_goes_directly_again() {
        harness.capture(harness.at("/page"), page("{'proxy':'oslo'}"), ScreenshotOutput.defaults());
        int before = oslo.asked().size();
        harness.capture(harness.at("/page"), ScreenshotOutput.defaults());

        assertThat(oslo.asked()).hasSize(before);
    }

    @Test
    void what_may_not_be_reached_is_not_reached_through_a_proxy_either() {
        int before = berlin.asked().size();
        JobFailure failure = failure(CaptureSource.ofUrl("http://169.254.169.254/latest"), "berlin");

        assertThat(failure.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
        assertThat(berlin.asked()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "stranger"})
    void a_proxy_that_does_not_connect_is_not_the_pages_fault(String name) {
        JobFailure failure = failure(harness.at("/page"), name);

        assertThat(failure.code()).isEqualTo(ErrorCode.PROXY_FAILED);
        assertThat(failure).hasMessageContaining("through the proxy " + name);
        harness.assertServes();
    }

    @Test
    void a_name_that_this_worker_does_not_have_is_told() {
        JobFailure failure = failure(harness.at("/page"), "atlantis");

        assertThat(failure.code()).isEqualTo(ErrorCode.PROXY_FAILED);
        assertThat(failure).hasMessageContaining("atlantis");
    }

    private static JobFailure failure(CaptureSource source, String proxy) {
        PageOptions page = page("{'proxy':'" + proxy + "','timeout_ms':20000}");
        return harness.failure(source, page, ScreenshotOutput.defaults());
    }
}
