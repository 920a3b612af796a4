package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.Device;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.json.Json;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a page can see of the device, place and person it is shown to. */
class EmulationTest {
    private static final int GREEN = 0xFF00FF00;

    private static Harness harness;
    private static final Map<String, String> asked = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.on("/mirror", exchange -> {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> asked.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            // Localhost is a secure context, which client hints need.
            Site.send(exchange, 200, "text/html", MIRROR.getBytes(StandardCharsets.UTF_8));
        });
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    /** Puts what a page sees of its surroundings into its title. */
    private static final String MIRROR = """
            <!doctype html><meta name=viewport content="width=device-width"><body><script>
            const m = q => matchMedia(q).matches;
            document.title = JSON.stringify({
              width: innerWidth, height: innerHeight, scale: devicePixelRatio, touch: navigator.maxTouchPoints > 0,
              ua: navigator.userAgent, platform: navigator.platform,
              brands: navigator.userAgentData ? navigator.userAgentData.brands.map(b => b.brand + '/' + b.version) : null,
              mobile: navigator.userAgentData ? navigator.userAgentData.mobile : null,
              system: navigator.userAgentData ? navigator.userAgentData.platform : null,
              dark: m('(prefers-color-scheme: dark)'), print: m('print'), reduced: m('(prefers-reduced-motion: reduce)'),
              forced: m('(forced-colors: active)'), contrast: m('(prefers-contrast: more)'), coarse: m('(pointer: coarse)'),
              language: navigator.language, zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
              number: (1234.5).toLocaleString()});
            </script>""";

    private static JsonNode mirror(String page) {
        asked.clear();
        PageOptions options = Harness.page(page);
        MemoryAttempt attempt = harness.capture(harness.at("/mirror"), options, ScreenshotOutput.defaults());
        BufferedImage image = attempt.image("screenshot.png");
        assertThat(image.getWidth())
                .isEqualTo((int) Math.round(options.viewport().width() * options.scale()));
        assertThat(image.getHeight())
                .isEqualTo((int) Math.round(options.viewport().height() * options.scale()));
        return Json.tree(String.valueOf(attempt.report().get("title")));
    }

    @Test
    void a_device_sets_window_scale_touch_and_who_the_browser_is() {
        JsonNode seen = mirror("{'device':'Pixel 7'}");

        assertThat(seen.path("width").asInt()).isEqualTo(412);
        assertThat(seen.path("height").asInt()).isEqualTo(839);
        assertThat(seen.path("scale").asDouble()).isEqualTo(2.625);
        assertThat(seen.path("touch").asBoolean()).isTrue();
        assertThat(seen.path("coarse").asBoolean()).isTrue();
        assertThat(seen.path("ua").asString()).contains("Pixel 7").contains("Mobile");
        assertThat(seen.path("mobile").asBoolean()).isTrue();
        assertThat(seen.path("system").asString()).isEqualTo("Android");
    }

    @Test
    void what_is_said_beside_a_device_counts() {
        JsonNode seen = mirror("{'device':'iPhone 15','landscape':true,'scale':1,'user_agent':'Mine/1.0'}");

        assertThat(seen.path("width").asInt()).isEqualTo(659);
        assertThat(seen.path("height").asInt()).isEqualTo(393);
        assertThat(seen.path("scale").asDouble()).isEqualTo(1);
        assertThat(seen.path("ua").asString()).isEqualTo("Mine/1.0");
        assertThat(asked).containsEntry("user-agent", "Mine/1.0");
    }

    @Test
    void mobile_obeys_the_meta_viewport() {
        harness.site.html(
                "/meta",
                "<!doctype html><meta name=viewport content='width=200'><body style='margin:0'>"
                        + "<div style='width:100vw;height:50px;background:#0f0'>");

        MemoryAttempt attempt = harness.capture(
                harness.at("/meta"),
                Harness.page("{'viewport':{'width':400,'height':400},'mobile':true}"),
                ScreenshotOutput.defaults());

        // 200 wide on 400 pixels: everything twice as large
        BufferedImage image = attempt.image("screenshot.png");
        assertThat(image.getRGB(200, 80)).isEqualTo(GREEN);
        assertThat(image.getRGB(200, 120)).isNotEqualTo(GREEN);
    }

    @Test
    void media_features_are_answered_as_asked() {
        JsonNode plain = mirror("{}");
        JsonNode all =
                mirror("{'color_scheme':'dark','media':'print','reduced_motion':'reduce','forced_colors':'active',"
                        + "'contrast':'more','touch':true}");

        for (String feature : new String[] {"dark", "print", "reduced", "forced", "contrast", "touch"}) {
            assertThat(plain.path(feature).asBoolean()).as(feature).isFalse();
            assertThat(all.path(feature).asBoolean()).as(feature).isTrue();
        }
    }

    @Test
    void locale_and_time_zone_are_the_pages() {
        JsonNode seen = mirror("{'locale':'de-DE','timezone':'Asia/Tokyo','user_agent':{'platform':'macos'}}");

        assertThat(seen.path("language").asString()).isEqualTo("de-DE");
        assertThat(seen.path("number").asString()).isEqualTo("1.234,5");
        assertThat(seen.path("zone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(asked.get("accept-language")).startsWith("de-DE");
    }

    @Test
    void a_place_is_told_without_asking_anybody() {
        harness.site.html(
                "/place",
                "<body><script>navigator.geolocation.getCurrentPosition(p => {"
                        + "document.body.append(1);document.title=[p.coords.latitude,p.coords.longitude,p.coords.accuracy]},"
                        + " e => {document.title=e.message})</script>");

        MemoryAttempt attempt = harness.capture(
                harness.at("/place"),
                Harness.page("{'geolocation':{'latitude':48.5,'longitude':2.25,'accuracy':7}}"),
                ScreenshotOutput.defaults());

        assertThat(attempt.report()).containsEntry("title", "48.5,2.25,7");
    }

    @Test
    void header_client_hints_and_scripts_agree_about_a_browser_made_of_parts() {
        JsonNode edge = mirror("{'user_agent':{'platform':'windows','browser':'edge'}}");

        assertThat(edge.path("ua").asString()).contains("Windows NT 10.0").contains("Edg/");
        assertThat(asked.get("user-agent")).isEqualTo(edge.path("ua").asString());
        assertThat(edge.path("platform").asString()).isEqualTo("Win32");
        assertThat(asked.get("sec-ch-ua")).contains("Microsoft Edge").contains("Chromium");
        assertThat(asked.get("sec-ch-ua-platform")).isEqualTo("\"Windows\"");
        assertThat(edge.path("brands").toString()).contains("Microsoft Edge/");
        String version = edge.path("ua").asString().replaceFirst(".*Chrome/(\\d+).*", "$1");
        assertThat(asked.get("sec-ch-ua")).contains("\"Chromium\";v=\"" + version + "\"");
    }

    @Test
    void a_browser_not_made_of_chromium_has_no_client_hints() {
        JsonNode safari = mirror("{'user_agent':{'device':'mobile','platform':'ios','browser':'safari'}}");

        assertThat(safari.path("ua").asString()).contains("iPhone").doesNotContain("Chrome");
        assertThat(safari.path("platform").asString()).isEqualTo("iPhone");
        assertThat(safari.path("brands").isNull()).isTrue();
        assertThat(asked).doesNotContainKeys("sec-ch-ua", "sec-ch-ua-platform");
    }

    @Test
    void a_page_without_scripts_shows_what_is_for_those_without() {
        String page = "<body style='margin:0;background:#0f0'><script>document.body.style.background='#f00'</script>"
                + "<noscript><div style='height:100px;background:#00f'></div></noscript>";

        MemoryAttempt attempt =
                harness.capture(Harness.html(page), Harness.page("{'javascript':false}"), ScreenshotOutput.defaults());

        assertThat(attempt.image("screenshot.png").getRGB(600, 400)).isEqualTo(GREEN);
        assertThat(attempt.image("screenshot.png").getRGB(600, 50)).isEqualTo(0xFF0000FF);
    }

    @Test
    void a_certificate_nobody_vouches_for_is_taken_when_told_to(@TempDir Path folder) throws Exception {
        try (SelfSigned server = new SelfSigned(folder);
                Harness reaching = new Harness(List.of("127.0.0.1:" + server.port()))) {
            MemoryAttempt attempt = reaching.capture(
                    CaptureSource.ofUrl("https://127.0.0.1:" + server.port() + "/"),
                    Harness.page("{'ignore_https_errors':true}"),
                    ScreenshotOutput.defaults());

            assertThat(attempt.report()).containsEntry("status", 200);
            assertThat(attempt.report("tls", "protocol")).isEqualTo("TLS 1.3");
            assertThat(attempt.report("tls", "subject")).isEqualTo("127.0.0.1");
            assertThat(attempt.report("tls", "issuer")).isEqualTo("127.0.0.1");
            // keytool's certificates last 90 days
            assertThat(Instant.parse(String.valueOf(attempt.report("tls", "expires_at"))))
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(85)),
                            Instant.now().plus(Duration.ofDays(95)));
        }
    }

    @Test
    void a_page_without_tls_reports_none() {
        assertThat(harness.capture(Harness.html("<p>x"), ScreenshotOutput.defaults())
                        .report())
                .doesNotContainKey("tls");
    }

    @Test
    void every_device_can_be_shown_within_the_limits() {
        assertThat(Device.names()).hasSizeGreaterThan(30).contains("iPhone 15", "Pixel 9", "Desktop 1080p");
        for (String name : Device.names()) {
            PageOptions options = Harness.page("{'device':'" + name + "'}");
            assertThat(options.scale()).isBetween(0.5, 4.0);
            assertThat(options.viewport().width()).isBetween(1, 7680);
        }
    }
}
