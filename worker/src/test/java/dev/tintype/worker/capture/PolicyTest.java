package dev.tintype.worker.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a page that opened is a failure, when one that did not is none, and what is told of it. */
class PolicyTest {
    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.status("/missing", 404, "<body style='background:#0f0'>gone");
        harness.site.html("/good", "<body><h1>Welcome</h1><p>all is well");
        harness.site.html("/broken-image", "<p>x<img src=/missing>");
        harness.site.html("/refused", "<p>x<img src='http://127.0.0.1:9/x'>");
        harness.site.html("/console", "<p>x<script>console.error('red alarm')</script>");
        harness.site.html("/throws", "<p>x<script>throw new Error('own goal')</script>");
        harness.site.html("/plain", "<body style='background:#eee'>");
        harness.site.html(
                "/human", "<p>x<div class=g-recaptcha style='width:300px;height:80px;background:#ccc'>are you?</div>");
        harness.site.on("/hang", exchange -> Thread.sleep(20_000));
        harness.site.html("/slow", "<body style='background:#0f0'><p>text<img src=/hang>");
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    private static MemoryAttempt capture(String path, String page) {
        return harness.capture(harness.at(path), Harness.page(page), ScreenshotOutput.defaults());
    }

    /** Each policy: a page that breaks it, and its code. The good page breaks none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /missing      | {}                                            | http_status
            /broken-image | {'fail_on':{'resource_status':[400,499]}}     | resource_status
            /refused      | {'fail_on':{'resource_error':true}}           | resource_error
            /console      | {'fail_on':{'console_error':true}}            | console_error
            /throws       | {'fail_on':{'page_error':true}}               | page_error
            /good         | {'fail_on':{'text_present':['no','is well']}} | text_present
            /plain        | {'fail_on':{'text_missing':['Welcome']}}      | text_missing
            /plain        | {'fail_on':{'blank':true}}                    | blank_page
            /human        | {'fail_on':{'captcha':true}}                  | captcha
            /plain        | {'fail_on':{'min_bytes':100000}}              | too_small
            """)
    void each_policy_has_its_own_code(String path, String page, String code) {
        JobFailure failure = harness.failure(harness.at(path), Harness.page(page), ScreenshotOutput.defaults());

        assertThat(failure.code().wireName()).isEqualTo(code);
        assertThat(failure.code().blame()).isEqualTo(ErrorCode.Blame.TARGET);
    }

    @Test
    void a_page_that_keeps_every_policy_is_captured() {
        MemoryAttempt attempt = capture("/good", """
                {'fail_on':{'http_status':[100,199],'resource_status':[500,599],'resource_error':true,'console_error':true,
                'page_error':true,'text_present':['error'],'text_missing':['Welcome'],'blank':true,'captcha':true,'min_bytes':10}}""");

        assertThat(attempt.names()).containsExactly("screenshot.png");
    }

    @Test
    void an_error_page_is_captured_when_its_status_may_pass() {
        MemoryAttempt attempt = capture("/missing", "{'fail_on':{'http_status':[]}}");

        assertThat(attempt.report()).containsEntry("status", 404);
        assertThat(attempt.image("screenshot.png").getRGB(600, 400)).isEqualTo(0xFF00FF00);
    }

    @Test
    void a_page_that_does_not_end_loading_is_captured_as_it_is_and_says_what_is_missing() {
        MemoryAttempt attempt = capture("/slow", "{'timeout_ms':3000,'on_timeout':'capture'}");

        assertThat(attempt.image("screenshot.png").getRGB(600, 400)).isEqualTo(0xFF00FF00);
        assertThat(attempt.report()).containsEntry("partial", true);
        assertThat(attempt.report()).containsEntry("unfinished", List.of(harness.site.url("/hang")));
    }

    @Test
    void what_is_waited_for_in_vain_is_done_without_when_told_to() {
        MemoryAttempt attempt =
                capture("/good", "{'timeout_ms':3000,'on_timeout':'capture','wait_for':{'selector':'#never'}}");

        assertThat(attempt.report()).containsEntry("partial", true);
        assertThat(capture("/good", "{'on_timeout':'capture'}").report()).containsEntry("partial", false);
    }

    @Test
    void a_page_that_never_answers_is_a_failure_all_the_same() {
        JobFailure failure = harness.failure(
                harness.at("/hang"),
                Harness.page("{'timeout_ms':1500,'on_timeout':'capture'}"),
                ScreenshotOutput.defaults());

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
    }

    @Test
    void the_report_tells_requests_and_bytes_by_type_and_the_errors_themselves() {
        harness.site.on("/data.js", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/javascript");
            exchange.sendResponseHeaders(200, 0); // chunked: tells no length
            exchange.getResponseBody().write(("//" + "x".repeat(5_000)).getBytes(UTF_8));
        });
        harness.site.image("/pic.png", Color.RED, 10, 10);
        harness.site.html(
                "/all",
                "<script src=/data.js></script><img src=/pic.png><script>console.error('c1');throw Error('p1')</script>");

        MemoryAttempt attempt = capture("/all", "{}");

        Map<?, ?> types = (Map<?, ?>) Objects.requireNonNull(attempt.report("requests", "by_type"));
        assertThat(types.keySet()).map(String::valueOf).contains("document", "script", "image");
        Map<?, ?> script = (Map<?, ?>) Objects.requireNonNull(types.get("script"));
        assertThat(script.get("count")).isEqualTo(1);
        assertThat((Long) script.get("bytes")).isGreaterThan(5_000L);
        assertThat(String.valueOf(attempt.report().get("errors")))
                .contains("c1")
                .contains("p1");
    }

    @Test
    void strict_isolation_has_a_browser_of_its_own() {
        List<Long> before = harness.runner.browserPids();
        MemoryAttempt attempt = capture("/good", "{'isolation':'strict'}");
        assertThat(attempt.names()).containsExactly("screenshot.png");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(harness.runner.browserPids()).isNotEmpty();
            assertThat(harness.runner.browserPids()).doesNotContainAnyElementsOf(before);
        });
    }
}
