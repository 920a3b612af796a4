package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, what goes out is a problem that names the mistake, and the service goes on. */
class BadInputTest extends ApiTest {
    private static final String SOURCE = "\"source\":{\"url\":\"https://example.com/\"}";
    private static final String JOB = "/v1/jobs/job_01kb5c8vq0e1x9f3m7t2r6w4zn";

    BadInputTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    /** One bad request and the problem it must give. */
    private record Case(
            String name,
            String method,
            String path,
            Map<String, String> headers,
            BodyPublisher body,
            Expected expected) {}

    /** @param where the pointer, parameter or header of the one error; empty: no errors told */
    private record Expected(int status, String code, String where) {}

    @TestFactory
    Stream<DynamicTest> every_mistake_gets_its_problem() {
        return Stream.of(bodies(), routes(), parameters(), headers(), keys())
                .flatMap(List::stream)
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> {
                    addKeys();
                    check(bad);
                }));
    }

    private static List<Case> bodies() {
        List<Case> cases = new ArrayList<>();
        cases.add(body("malformed JSON", "{\"type\": \"capture\",", 400, "malformed-json", ""));
        cases.add(body("not a number", job("\"page\":{\"scale\":NaN}"), 400, "malformed-json", ""));
        cases.add(body("nested too deep", "[".repeat(10_000), 400, "malformed-json", ""));
        cases.add(body("a number too long", "{\"timeout_s\":" + "9".repeat(10_000) + "}", 400, "malformed-json", ""));
        cases.add(body("two values", CAPTURE + CAPTURE, 400, "malformed-json", ""));
        cases.add(body("nothing", "", 400, "bad-request", ""));
        cases.add(body("an array", "[]", 400, "invalid-field", ""));
        cases.add(body("unknown field", job("\"colour\":1"), 400, "unknown-field", "/colour"));
        cases.add(body("unknown field inside", job("\"page\":{\"zoom\":1}"), 400, "unknown-field", "/page/zoom"));
        cases.add(body(
                "unknown field in a list",
                job("\"outputs\":[{\"kind\":\"pdf\",\"fullpage\":true}]"),
                400,
                "unknown-field",
                "/outputs/0/fullpage"));
        cases.add(body("field twice", job("\"tags\":[],\"tags\":[]"), 400, "invalid-field", "/tags"));
        cases.add(body("wrong type", job("\"timeout_s\":\"60\""), 400, "invalid-field", "/timeout_s"));
        cases.add(body(
                "number too large", job("\"timeout_s\":1" + "0".repeat(50)), 422, "invalid-request", "/timeout_s"));
        cases.add(body("no type", "{" + SOURCE + "}", 422, "invalid-request", "/type"));
        cases.add(body("unknown type", "{\"type\":\"dance\"}", 422, "invalid-request", "/type"));
        cases.add(body("benchmark type", "{\"type\":\"noop\"}", 422, "invalid-request", "/type"));
        cases.add(body("no source", "{\"type\":\"capture\"}", 422, "invalid-request", "/source"));
        cases.add(body("file URL", source("file:///etc/passwd"), 422, "invalid-request", "/source/url"));
        cases.add(body("script URL", source("javascript:alert(1)"), 422, "invalid-request", "/source/url"));
        cases.add(body("URL with password", source("https://u:p@e.com/"), 422, "invalid-request", "/source/url"));
        cases.add(body("no URL", source("example.com"), 422, "invalid-request", "/source/url"));
        cases.add(body(
                "zero viewport",
                job("\"page\":{\"viewport\":{\"width\":0,\"height\":720}}"),
                422,
                "invalid-request",
                "/page/viewport/width"));
        cases.add(body(
                "unsupported format",
                job("\"outputs\":[{\"kind\":\"screenshot\",\"format\":\"tga\"}]"),
                422,
                "invalid-request",
                "/outputs/0/format"));
        cases.add(body(
                "unknown output",
                job("\"outputs\":[{\"kind\":\"movie\"}]"),
                422,
                "invalid-request",
                "/outputs/0/kind"));
        cases.add(body(
                "time out of this world",
                job("\"run_at\":\"+999999999-01-01T00:00:00Z\""),
                422,
                "invalid-request",
                ""));
        cases.add(body("no outputs", job("\"outputs\":[]"), 422, "invalid-request", "/outputs"));
        cases.add(body(
                "2 MiB of anything but html",
                job("\"metadata\":{\"a\":\"" + "x".repeat(2 << 20) + "\"}"),
                413,
                "payload-too-large",
                ""));
        cases.add(body(
                "10 MiB of html and a byte",
                "{\"type\":\"capture\",\"source\":{\"html\":\"" + "x".repeat((10 << 20) + 1) + "\"}}",
                413,
                "payload-too-large",
                "/source/html"));
        cases.add(body("12 MiB", " ".repeat(12 << 20), 413, "payload-too-large", ""));
        cases.add(new Case(
                "12 MiB of unknown length",
                "POST",
                "/v1/jobs",
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[12 << 20])),
                new Expected(413, "payload-too-large", "")));
        return cases;
    }

    private static List<Case> routes() {
        return List.of(
                plain("unknown route", "GET", "/v1/nothing", 404, "not-found", ""),
                plain("unknown route, posted", "POST", "/v1/nothing", 404, "not-found", ""),
                plain("the error page itself", "GET", "/error", 404, "not-found", ""),
                plain("unknown job", "GET", JOB, 404, "job-not-found", ""),
                plain("malformed job id", "GET", "/v1/jobs/42", 404, "job-not-found", ""),
                plain("job id of a path", "GET", "/v1/jobs/..%2f..%2fetc", 400, "bad-request", ""),
                plain("cancel of an unknown job", "POST", JOB + "/cancel", 404, "job-not-found", ""),
                plain("cancel of no job", "POST", "/v1/jobs/42/cancel", 404, "job-not-found", ""),
                plain("delete of an unknown job", "DELETE", JOB, 404, "job-not-found", ""),
                plain("artifact of an unknown job", "GET", JOB + "/artifacts/a.png", 404, "job-not-found", ""),
                plain("events of an unknown job", "GET", JOB + "/events", 404, "job-not-found", ""),
                plain("wrong method on jobs", "PUT", "/v1/jobs", 405, "method-not-allowed", ""),
                plain("wrong method on a job", "PATCH", JOB, 405, "method-not-allowed", ""),
                plain("wrong method on health", "POST", "/health", 405, "method-not-allowed", ""),
                plain("wrong method on an artifact", "DELETE", JOB + "/artifacts/a", 405, "method-not-allowed", ""),
                plain("a method of their own", "BREW", "/v1/jobs", 405, "method-not-allowed", ""),
                plain("form", "POST", "/v1/jobs", 415, "unsupported-media-type", "", "Content-Type", "text/plain"),
                plain("no content type", "POST", "/v1/jobs", 415, "unsupported-media-type", ""),
                plain("XML wanted", "GET", "/v1/jobs", 406, "not-acceptable", "", "Accept", "application/xml"),
                plain(
                        "events as JSON",
                        "GET",
                        JOB + "/events",
                        406,
                        "not-acceptable",
                        "",
                        "Accept",
                        "application/json"));
    }

    private static List<Case> parameters() {
        return List.of(
                parameter("state=waiting", "invalid-parameter", "state"),
                parameter("state=", "invalid-parameter", "state"),
                parameter("type=dance", "invalid-parameter", "type"),
                parameter("tag=a%20b", "invalid-parameter", "tag"),
                parameter("created_after=yesterday", "invalid-parameter", "created_after"),
                parameter("created_before=2026-01-01", "invalid-parameter", "created_before"),
                parameter("limit=0", "invalid-parameter", "limit"),
                parameter("limit=101", "invalid-parameter", "limit"),
                parameter("limit=ten", "invalid-parameter", "limit"),
                parameter("limit=99999999999", "invalid-parameter", "limit"),
                parameter("limit=1&limit=2", "invalid-parameter", "limit"),
                parameter("cursor=", "invalid-cursor", "cursor"),
                parameter("cursor=AAAA", "invalid-cursor", "cursor"),
                parameter("cursor=!!!", "invalid-cursor", "cursor"),
                parameter("cursor=" + "A".repeat(80), "invalid-cursor", "cursor"),
                parameter("sort=asc", "unknown-parameter", "sort"),
                plain("wait too long", "GET", JOB + "?wait=61", 400, "invalid-parameter", "wait"),
                plain("wait for nothing", "GET", JOB + "?wait=soon", 400, "invalid-parameter", "wait"),
                plain("wait less than nothing", "GET", JOB + "?wait=-1", 400, "invalid-parameter", "wait"),
                plain("option of a delete", "DELETE", JOB + "?force=1", 400, "unknown-parameter", "force"));
    }

    private static List<Case> headers() {
        return List.of(
                idempotencyKey("with space"),
                idempotencyKey(""),
                idempotencyKey("x".repeat(256)),
                new Case(
                        "compressed body",
                        "POST",
                        "/v1/jobs",
                        Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                        BodyPublishers.ofString(CAPTURE),
                        new Expected(415, "unsupported-media-type", "")));
    }

    private static List<Case> keys() {
        String typo = ACME.reveal().substring(0, 30)
                + (ACME.reveal().charAt(30) == 'x' ? 'y' : 'x')
                + ACME.reveal().substring(31);
        return Stream.of(
                        Map.entry("unknown key", "Bearer " + KeyToken.create().reveal()),
                        Map.entry("mistyped key", "Bearer " + typo),
                        Map.entry("foreign token", "Bearer some-other-token-entirely"),
                        Map.entry("empty key", "Bearer "),
                        Map.entry("password", "Basic dXNlcjpwYXNz"),
                        Map.entry("endless key", "Bearer " + "x".repeat(20_000)))
                .map(key -> plain(
                        key.getKey(), "GET", "/v1/jobs", 401, "unauthorized", "", "Authorization", key.getValue()))
                .toList();
    }

    private void check(Case bad) {
        var request =
                to(bad.path()).method(bad.method(), bad.body()).setHeader("X-Request-Id", "req-" + bad.hashCode());
        bad.headers().forEach(request::setHeader);

        Reply reply = send(request);

        JsonNode problem = reply.json();
        assertThat(reply.status()).as(reply.text()).isEqualTo(bad.expected().status());
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(reply.header("X-Request-Id")).contains("req-" + bad.hashCode());
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(problem.path("status").asInt()).isEqualTo(bad.expected().status());
        assertThat(problem.path("code").asString()).isEqualTo(bad.expected().code());
        assertThat(problem.path("type").asString())
                .isEqualTo("urn:tintype:problem:" + bad.expected().code());
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).endsWith(".");
        assertThat(problem.path("instance").asString()).isEqualTo("urn:request:req-" + bad.hashCode());
        checkPlace(problem, bad.expected().where());
        assertThat(reply.text())
                .doesNotContain("dev.tintype", "springframework", "Exception", "tools.jackson", "java.");
    }

    private static void checkPlace(JsonNode problem, String where) {
        JsonNode error = problem.path("errors").path(0);
        String place = Stream.of("pointer", "parameter", "header")
                .map(kind -> error.path(kind).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        assertThat(place).as(problem.toString()).isEqualTo(where);
        if (!where.isEmpty()) {
            assertThat(error.path("detail").asString()).endsWith(".");
            assertThat(error.path("code").asString()).matches("[a-z-]+");
        }
    }

    @Test
    void a_refused_method_names_the_allowed_ones() {
        assertThat(Set.of(send(to("/v1/jobs").PUT(BodyPublishers.noBody()))
                        .header("Allow")
                        .orElse("")
                        .split(", ", -1)))
                .contains("GET", "POST");
    }

    @Test
    void a_request_without_a_key_is_told_how_to_send_one() {
        Reply reply = send(to("/v1/jobs").setHeader("Authorization", "").GET());
        Reply none = new Reply(sendWithoutKey("/v1/jobs"));

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).contains("Bearer realm=\"tintype\"");
        assertThat(none.json("detail")).contains("Authorization: Bearer <key>");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /v1/jobs?a=<script> HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void what_is_hardly_http_gets_a_problem_too(String text) throws IOException {
        String answer = raw(text);

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json", "urn:request:", "X-Request-Id: ");
        assertThat(answer).doesNotContainIgnoringCase("<html", "tomcat", "apache", "exception");
    }

    @Test
    void ids_of_requests_are_echoed_only_if_sane() throws IOException {
        String given = send(to("/health").header("X-Request-Id", "abc-123!~"))
                .header("X-Request-Id")
                .orElse("");
        String tooLong = send(to("/health").header("X-Request-Id", "x".repeat(129)))
                .header("X-Request-Id")
                .orElse("");
        String made = get("/health").header("X-Request-Id").orElse("");
        String spaced = send(to("/health").header("X-Request-Id", "a b"))
                .header("X-Request-Id")
                .orElse("");

        assertThat(given).isEqualTo("abc-123!~");
        assertThat(List.of(tooLong, made, spaced)).allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}"));
    }

    @Test
    void a_header_too_large_gets_a_problem() {
        Reply reply = send(to("/v1/jobs").header("X-Big", "x".repeat(40_000)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("code")).isEqualTo("bad-request");
    }

    @Test
    void a_defect_of_ours_tells_nothing_but_where_to_ask() {
        Reply reply = send(to("/v1/broken").header("X-Request-Id", "ask-me"));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json("code")).isEqualTo("internal");
        assertThat(reply.json("instance")).isEqualTo("urn:request:ask-me");
        assertThat(reply.text()).doesNotContain("Index", "bounds", "java", "dev.tintype");
    }

    @Test
    void two_idempotency_keys_are_refused() {
        Reply reply = post("/v1/jobs", CAPTURE, "Idempotency-Key", "a", "Idempotency-Key", "b");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("code")).isEqualTo("invalid-idempotency-key");
    }

    @Test
    void after_all_that_the_service_goes_on() {
        JobId id = submit();

        assertThat(get("/v1/jobs/" + id).status()).isEqualTo(200);
    }

    private java.net.http.HttpResponse<byte[]> sendWithoutKey(String path) {
        return send(java.net.http.HttpRequest.newBuilder(server.url().resolve(path)))
                .response();
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Case body(String name, String body, int status, String code, String pointer) {
        return new Case(
                name,
                "POST",
                "/v1/jobs",
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofString(body),
                new Expected(status, code, pointer));
    }

    private static Case plain(
            String name, String method, String path, int status, String code, String where, String... header) {
        Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
        return new Case(name, method, path, headers, BodyPublishers.noBody(), new Expected(status, code, where));
    }

    private static Case parameter(String query, String code, String name) {
        String shown = query.length() > 40 ? query.substring(0, 40) : query;
        return plain("?" + shown, "GET", "/v1/jobs?" + query, 400, code, name);
    }

    private static Case idempotencyKey(String key) {
        return new Case(
                "Idempotency-Key of " + key.length() + " letters",
                "POST",
                "/v1/jobs",
                Map.of("Content-Type", "application/json", "Idempotency-Key", key),
                BodyPublishers.ofString(CAPTURE),
                new Expected(400, "invalid-idempotency-key", "Idempotency-Key"));
    }

    private static String job(String more) {
        return "{\"type\":\"capture\"," + SOURCE + "," + more + "}";
    }

    private static String source(String url) {
        return "{\"type\":\"capture\",\"source\":{\"url\":\"" + url + "\"}}";
    }
}
