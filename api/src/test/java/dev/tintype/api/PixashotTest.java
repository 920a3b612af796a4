package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pixashot's clients find their service. */
class PixashotTest extends ApiTest {
    private static final String SECRET = ApiServer.SIGNING_SECRET;
    private static final byte[] BYTES = "a picture".getBytes(StandardCharsets.UTF_8);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PixashotTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private Reply capture(String body) {
        return post("/capture", body);
    }

    private Reply open(String link) {
        return send(HttpRequest.newBuilder(server.url().resolve(link)).timeout(Duration.ofSeconds(30)));
    }

    /** The newest job that waits for its worker. */
    private JsonNode queued(String tenant) {
        JobId id = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> ledger.list(tenant, dev.tintype.ledger.JobQuery.ANY, 1, null)
                                .items(),
                        items -> !items.isEmpty() && !items.getFirst().state().terminal())
                .getFirst()
                .id();
        ObjectNode job = ledger.find(tenant, id).orElseThrow().request().toJson();
        return job.put("id", id.value());
    }

    private void succeed(String tenant, JobId id, String mediaType) {
        claim(id);
        ArtifactKey key = new ArtifactKey(tenant, id, 1, "screenshot.png");
        try {
            server.bean(ArtifactStore.class).put(key, BYTES, mediaType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finish(id, new Artifact("screenshot.png", "screenshot", mediaType, BYTES.length, "00".repeat(32), 1, Map.of()));
    }

    /** The job that a request makes; it is then done, and the answer is as documented. */
    private JsonNode job(String body) {
        JsonNode[] made = new JsonNode[1];
        answer("acme", () -> capture(body), made, "image/png");
        return made[0];
    }

    private Reply answer(String tenant, Supplier<Reply> send, JsonNode[] made, String mediaType) {
        try {
            Future<Reply> answer = threads.submit(send::get);
            made[0] = queued(tenant);
            succeed(tenant, new JobId(made[0].get("id").asString()), mediaType);
            return answer.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pixashot's guide: generate_signed_url. */
    private static String signed(Map<String, String> params, Instant expires, String secret) {
        Map<String, String> all = new TreeMap<>(params);
        all.put("expires", Long.toString(expires.getEpochSecond()));
        String message = all.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            all.put(
                    "signature",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return "/capture?"
                + all.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    @Test
    void each_option_means_what_it_says() {
        JsonNode job = job("""
                {"url": "https://example.com/", "window_width": 800, "window_height": 600, "full_page": true,
                 "user_agent_device": "mobile", "user_agent_platform": "ios", "user_agent_browser": "safari",
                 "format": "jpeg", "image_quality": 70, "pixel_density": 2.0, "dark_mode": true,
                 "wait_for_timeout": 8000, "wait_for_selector": "#main", "delay_capture": 250,
                 "wait_for_network": "mostly_idle", "wait_for_animation": true, "custom_js": "document.title = 'x'",
                 "ignore_https_errors": true, "custom_headers": {"X-A": "b"}, "background_color": "#ffffff",
                 "use_popup_blocker": true,
                 "geolocation": {"latitude": 1.5, "longitude": 2.5, "accuracy": 10},
                 "interactions": [{"action": "click", "selector": "#a"}, {"action": "type", "selector": "#b", "text": "c"},
                                  {"action": "hover", "selector": "#d"}, {"action": "scroll", "x": 0, "y": 500},
                                  {"action": "wait_for", "wait_for": {"type": "selector", "value": "#e"}},
                                  {"action": "wait_for", "wait_for": {"type": "timeout", "value": 300}},
                                  {"action": "wait_for", "wait_for": {"type": "network_idle", "value": 2000}}]}
                """);

        assertThat(job.at("/page/viewport/width").asInt()).isEqualTo(800);
        assertThat(job.at("/page/viewport/height").asInt()).isEqualTo(600);
        assertThat(job.at("/page/scale").asDouble()).isEqualTo(2);
        assertThat(job.at("/page/color_scheme").asString()).isEqualTo("dark");
        assertThat(job.at("/page/user_agent/platform").asString()).isEqualTo("ios");
        assertThat(job.at("/page/wait_until").asString()).isEqualTo("networkmostlyidle");
        assertThat(job.at("/page/wait_for/0/selector").asString()).isEqualTo("#main");
        assertThat(job.at("/page/wait_for/1/delay_ms").asInt()).isEqualTo(250);
        assertThat(job.at("/page/js").asString()).contains("document.title");
        assertThat(job.at("/page/ignore_https_errors").asBoolean()).isTrue();
        assertThat(job.at("/page/headers").propertyNames()).containsExactly("X-A");
        assertThat(job.at("/page/geolocation/latitude").asDouble()).isEqualTo(1.5);
        assertThat(job.at("/page/css").asString()).contains("#ffffff");
        assertThat(job.at("/page/on_timeout").asString()).isEqualTo("capture");
        assertThat(job.at("/page/actions")
                        .valueStream()
                        .map(action -> action.get("action").asString()))
                .containsExactly("click", "fill", "hover", "evaluate", "wait_for", "wait_for", "evaluate");
        assertThat(job.at("/outputs/0/format").asString()).isEqualTo("jpeg");
        assertThat(job.at("/outputs/0/quality").asInt()).isEqualTo(70);
        assertThat(job.at("/outputs/0/full_page").asBoolean()).isTrue();
    }

    @Test
    void other_formats_and_sources_too() {
        JsonNode pdf = job("""
                {"html_content": "<h1>Hello</h1>", "format": "pdf", "pdf_format": "Letter", "pdf_scale": 0.8,
                 "pdf_print_background": false, "pdf_page_ranges": "1-2"}
                """);
        assertThat(pdf.at("/source/html").asString()).isEqualTo("<h1>Hello</h1>");
        assertThat(pdf.at("/outputs/0/kind").asString()).isEqualTo("pdf");
        assertThat(pdf.at("/outputs/0/format").asString()).isEqualTo("letter");
        assertThat(pdf.at("/outputs/0/scale").asDouble()).isEqualTo(0.8);
        assertThat(pdf.at("/outputs/0/print_background").asBoolean()).isFalse();
        assertThat(pdf.at("/page/viewport/width").asInt()).isEqualTo(1920);
        JsonNode paper = job(
                "{\"url\":\"https://example.com/\",\"format\":\"pdf\",\"pdf_width\":\"10cm\",\"pdf_height\":\"20cm\"}");
        assertThat(paper.at("/outputs/0/width").asString()).isEqualTo("10cm");
        assertThat(job("{\"url\":\"https://example.com/\",\"format\":\"html\"}")
                        .at("/outputs/0/kind")
                        .asString())
                .isEqualTo("html");
        JsonNode element = job(
                "{\"url\":\"https://example.com/\",\"format\":\"webp\",\"selector\":\"#a\",\"omit_background\":true}");
        assertThat(element.at("/outputs/0/selector").asString()).isEqualTo("#a");
        assertThat(element.at("/outputs/0/omit_background").asBoolean()).isTrue();
        assertThat(element.at("/outputs/0/quality").asInt()).isEqualTo(90);
        JsonNode template =
                job("{\"url\":\"https://example.com/\",\"template\":\"desktop_full\",\"window_width\":1000}");
        assertThat(template.at("/page/viewport/width").asInt()).isEqualTo(1000);
        assertThat(template.at("/page/viewport/height").asInt()).isEqualTo(1080);
        assertThat(template.at("/outputs/0/full_page").asBoolean()).isTrue();
        assertThat(job("{\"url\":\"https://example.com/\",\"use_random_user_agent\":true}")
                        .at("/page/user_agent")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void it_answers_by_format_as_json_or_with_nothing() {
        JsonNode[] made = new JsonNode[1];
        String url = "{\"url\":\"https://example.com/\"";

        Reply file = answer("acme", () -> capture(url + ",\"format\":\"jpeg\"}"), made, "image/jpeg");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.bytes()).isEqualTo(BYTES);
        assertThat(file.header("Content-Type")).contains("image/jpeg");
        assertThat(file.header("Content-Disposition")).contains("attachment; filename=screenshot.jpeg");
        Reply json = answer("acme", () -> capture(url + ",\"response_type\":\"json\"}"), made, "image/png");
        assertThat(Base64.getDecoder().decode(json.json("file"))).isEqualTo(BYTES);
        assertThat(json.json("format")).isEqualTo("png");
        Reply empty = answer("acme", () -> capture(url + ",\"response_type\":\"empty\"}"), made, "image/png");
        assertThat(empty.status()).isEqualTo(204);
        assertThat(empty.bytes()).isEmpty();
    }

    @Test
    void links_signed_by_the_guides_recipe_work_and_others_do_not() {
        JsonNode[] made = new JsonNode[1];
        Map<String, String> params = Map.of(
                "url", "https://example.com/?a=1&b=ü", "format", "png", "full_page", "True", "window_width", "640");
        Instant soon = Instant.now().plusSeconds(60);
        String link = signed(params, soon, SECRET);

        Reply answer = answer("default", () -> open(link), made, "image/png");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(made[0].at("/source/url").asString()).isEqualTo("https://example.com/?a=1&b=ü");
        assertThat(made[0].at("/outputs/0/full_page").asBoolean()).isTrue();
        assertThat(made[0].at("/page/viewport/width").asInt()).isEqualTo(640);
        for (String bad : new String[] {
            link.replace("640", "641"),
            link + "&dark_mode=true",
            signed(params, soon, "another-secret-than-ours"),
            signed(params, Instant.now().minusSeconds(5), SECRET),
            link.replaceFirst("expires=\\d+&", "")
        }) {
            Reply refused = open(bad);
            assertThat(refused.status()).as(bad).isEqualTo(403);
            assertThat(refused.json("error_type")).isEqualTo("AuthenticationError");
            assertThat(refused.json("status")).isEqualTo("error");
        }
        assertThat(open("/capture?url=https://example.com/").status()).isEqualTo(401);
        assertThat(answer("acme", () -> get("/capture?url=https://example.com/"), made, "image/png")
                        .status())
                .as("with a key")
                .isEqualTo(200);
    }

    @Test
    void what_is_wrong_is_said_by_its_name_in_the_documented_shape() {
        String url = "{\"url\":\"https://example.com/\",";
        for (String[] bad : new String[][] {
            {"{}", "url"},
            {"{\"url\":\"https://a.example/\",\"html_content\":\"x\"}", "html_content"},
            {"{\"url\":\"ftp://a.example/\"}", "url"},
            {url + "\"colour\":1}", "colour"},
            {url + "\"format\":\"tga\"}", "format"},
            {url + "\"window_width\":0}", "window_width"},
            {url + "\"pixel_density\":9}", "pixel_density"},
            {url + "\"format\":\"jpeg\",\"omit_background\":true}", "omit_background"},
            {url + "\"pdf_scale\":1}", "pdf_scale"},
            {url + "\"template\":\"nobodys\"}", "template"},
            {url + "\"interactions\":[{\"action\":\"click\"}]}", "interactions"},
            {url + "\"custom_headers\":{\"Host\":\"x\"}}", "custom_headers"},
            {"not json", "JSON"}
        }) {
            Reply refused = capture(bad[0]);
            assertThat(refused.status()).as(bad[0] + refused.text()).isEqualTo(400);
            assertThat(refused.json("error_type")).isEqualTo("ValidationError");
            assertThat(refused.json("status")).isEqualTo("error");
            assertThat(Instant.parse(refused.json("timestamp"))).isNotNull();
            assertThat(refused.text()).as(bad[0]).contains(bad[1]);
        }
        for (String option : new String[] {"\"proxy_server\":\"p\"", "\"use_popup_blocker\":false"}) {
            assertThat(capture(url + option + "}").status()).as(option).isEqualTo(422);
        }
        assertThat(send(HttpRequest.newBuilder(server.url().resolve("/capture"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_page_that_fails_says_why() throws Exception {
        Future<Reply> answer = threads.submit(() -> capture("{\"url\":\"https://example.com/\"}"));
        JobId id = new JobId(queued("acme").get("id").asString());
        claim(id);
        ledger.fail(id, 1, new JobFailure(ErrorCode.TLS_FAILURE, "The certificate has expired."));

        assertThat(answer.get().status()).isEqualTo(500);
        assertThat(answer.get().json("error_type")).isEqualTo("tls_failure");
        assertThat(answer.get().json("error_details")).isEqualTo("The certificate has expired.");
        assertThat(Json.tree(answer.get().text()).has("call_stack")).isFalse();
    }
}
