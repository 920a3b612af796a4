package dev.tintype.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What people get wrong, and what pages do: a clear problem or a typed job error each, and the service goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private Site site;
    private ServerProcess server;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        site = new Site();
        server = ServerProcess.start(Map.of("TINTYPE_EGRESS_ALLOW", site.authority()));
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        site.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("{\"type\":\"capture\"", 400, ""),
                Arguments.of(
                        "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"colour\":1}", 400, "/colour"),
                Arguments.of("{\"type\":\"capture\",\"source\":{\"url\":\"file:///etc/passwd\"}}", 422, "/source/url"),
                Arguments.of(
                        "{\"type\":\"capture\",\"source\":{\"html\":\"x\"},\"page\":{\"viewport\":{\"width\":0,\"height\":5}}}",
                        422,
                        "/page/viewport/width"),
                Arguments.of(
                        "{\"type\":\"capture\",\"source\":{\"html\":\"x\"},\"outputs\":[{\"kind\":\"screenshot\",\"format\":\"tga\"}]}",
                        422,
                        "/outputs/0/format"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_bad_request_is_refused_by_the_name_of_its_field(String body, int status, String pointer) throws Exception {
        HttpResponse<String> response = server.send("POST", "/v1/jobs", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        if (!pointer.isEmpty()) {
            assertThat(Json.tree(response.body())
                            .get("errors")
                            .get(0)
                            .get("pointer")
                            .asString())
                    .isEqualTo(pointer);
        }
        theServiceGoesOn();
    }

    @Test
    void an_unreachable_host_is_the_jobs_typed_error() throws Exception {
        assertFails("{\"url\":\"http://no-such-host.invalid/\"}", "{}", "dns_failure");
    }

    @Test
    void an_inner_address_is_denied() throws Exception {
        assertFails("{\"url\":\"http://169.254.169.254/latest/meta-data/\"}", "{}", "egress_denied");
    }

    @Test
    void a_missing_page_is_a_failure_not_a_picture() throws Exception {
        assertFails("{\"url\":\"" + site.url("/missing") + "\"}", "{}", "http_status");
    }

    @Test
    void an_endless_page_ends_in_its_budget() throws Exception {
        assertFails("{\"url\":\"" + site.url("/endless") + "\"}", "{\"timeout_ms\":3000}", "navigation_timeout");
    }

    @Test
    void a_page_of_100_megabytes_ends_one_way_or_the_other() throws Exception {
        JsonNode job = run("{\"url\":\"" + site.url("/huge") + "\"}", "{\"timeout_ms\":10000}");

        assertThat(job.get("state").asString()).as(job.toString()).isIn("succeeded", "failed");
        if (job.get("state").asString().equals("failed")) {
            assertThat(job.get("error").get("code").asString())
                    .isIn("navigation_timeout", "timeout", "limit_exceeded", "page_crashed");
        }
        theServiceGoesOn();
    }

    private void assertFails(String source, String page, String code) throws Exception {
        JsonNode job = run(source, page);

        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("failed");
        assertThat(job.get("error").get("code").asString()).as(job.toString()).isEqualTo(code);
        theServiceGoesOn();
    }

    private JsonNode run(String source, String page) throws InterruptedException {
        HttpResponse<String> response = server.send(
                "POST",
                "/v1/jobs",
                "{\"type\":\"capture\",\"max_attempts\":1,\"source\":" + source + ",\"page\":" + page + "}",
                "Prefer",
                "wait=60");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.tree(response.body());
    }

    private void theServiceGoesOn() throws InterruptedException {
        JsonNode job = run("{\"html\":\"<h1>Still here</h1>\"}", "{}");
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
    }
}
