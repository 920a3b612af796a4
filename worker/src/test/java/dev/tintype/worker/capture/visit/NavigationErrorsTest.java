package dev.tintype.worker.capture.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.egress.EgressReport;
import dev.tintype.worker.egress.EgressReport.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NavigationErrorsTest {
    private static final EgressReport NOTHING = new EgressReport(0, 0, 0, List.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "ERR_NAME_NOT_RESOLVED,DNS_FAILURE",
        "ERR_CERT_DATE_INVALID,TLS_FAILURE",
        "ERR_SSL_PROTOCOL_ERROR,TLS_FAILURE",
        "ERR_TOO_MANY_REDIRECTS,TOO_MANY_REDIRECTS",
        "ERR_CONNECTION_REFUSED,CONNECTION_FAILED",
        "ERR_TUNNEL_CONNECTION_FAILED,CONNECTION_FAILED",
        "ERR_EMPTY_RESPONSE,CONNECTION_FAILED",
        "ERR_PROXY_CONNECTION_FAILED,BROWSER_FAILED",
        "ERR_ABORTED,NAVIGATION_FAILED",
        "ERR_UNSAFE_PORT,NAVIGATION_FAILED",
        "ERR_SOMETHING_NEW,NAVIGATION_FAILED"
    })
    void each_of_the_browsers_words_has_one_meaning(String name, ErrorCode code) {
        assertThat(NavigationErrors.meaning(name)).isEqualTo(code);
        assertThat(NavigationErrors.failure(name, "https://example.com/", NOTHING, new Exception())
                        .code())
                .isEqualTo(code);
    }

    @Test
    void the_word_is_found_in_playwrights_message() {
        assertThat(NavigationErrors.nameIn("Error { message='net::ERR_CONNECTION_RESET at https://example.com/"))
                .contains("ERR_CONNECTION_RESET");
        assertThat(NavigationErrors.nameIn("Target page, context or browser has been closed"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.1/", "https://10.1:443/x", "https://0xA000001/", "https://10.0.0.1./"})
    void what_the_proxy_says_counts_more_however_the_host_is_spelled(String url) {
        EgressReport report = refusing(new Refusal("10.0.0.1", 443, ErrorCode.EGRESS_DENIED, "not allowed"));

        JobFailure failure = NavigationErrors.failure("ERR_TUNNEL_CONNECTION_FAILED", url, report, new Exception());

        assertThat(failure.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
        assertThat(failure.detail()).isEqualTo("not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1:8443/", "http://10.0.0.1/", "https://10.0.0.2/", "https://[::1]/", "no url"})
    void what_the_proxy_says_of_another_host_or_port_does_not_count(String url) {
        EgressReport report = refusing(new Refusal("10.0.0.1", 443, ErrorCode.EGRESS_DENIED, "not allowed"));

        assertThat(NavigationErrors.refusal(url, report)).isEmpty();
    }

    @Test
    void failed_requests_get_one_word_each() {
        EgressReport report = refusing(new Refusal("ads.example", 443, ErrorCode.EGRESS_DENIED, "not allowed"));

        assertThat(NavigationErrors.reason("https://ads.example/x", "net::ERR_TUNNEL_CONNECTION_FAILED", report))
                .isEqualTo("egress_denied: ads.example");
        assertThat(NavigationErrors.reason("https://a.example/", "net::ERR_CONNECTION_RESET", report))
                .isEqualTo("connection_failed");
        assertThat(NavigationErrors.reason("https://a.example/", "net::ERR_ABORTED", report))
                .isEqualTo("aborted");
        assertThat(NavigationErrors.reason("https://a.example/", "http 404", report))
                .isEqualTo("http 404");
    }

    private static EgressReport refusing(Refusal refusal) {
        return new EgressReport(0, 0, 0, List.of(), List.of(refusal));
    }
}
