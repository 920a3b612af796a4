package dev.tintype.e2e.pixashot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.e2e.fixtures.FixtureSite;
import dev.tintype.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixashot's documented options, each seen in what {@code /capture} answers: what it documents and does not do works here. */
class PixashotPixelsTest {
    private static final int WHITE = 0xFFFFFFFF;
    private static final int LIT = 0xFF00C000;

    private static FixtureSite site;
    private static EmbeddedServer server;
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        site = new FixtureSite();
        server = EmbeddedServer.start(
                new EmbeddedOptions(folder.resolve("data"), 0, Map.of("tintype.egress.allow", site.authorities())));
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
        site.close();
    }

    @Test
    void window_and_density_are_there_before_the_page_is() throws Exception {
        BufferedImage picture = picture(html(
                "<script>document.documentElement.style.background = innerWidth === 400 && innerHeight === 300"
                        + " && devicePixelRatio === 2 ? '#00c000' : '#c00000'</script>",
                "'window_width':400,'window_height':300,'pixel_density':2"));

        assertThat(picture.getWidth()).isEqualTo(800);
        assertThat(picture.getHeight()).isEqualTo(600);
        assertThat(picture.getRGB(400, 300)).isEqualTo(LIT);
    }

    @Test
    void a_full_page_is_whole_and_stretches_nothing() throws Exception {
        BufferedImage whole =
                picture(page("/window-height", "'full_page':true,'window_width':1280,'window_height':720"));
        assertThat(whole.getHeight()).isEqualTo(40 + 2 * 720);
        BufferedImage lazy = picture(page("/lazy-images", "'full_page':true,'window_width':1280,'window_height':720"));
        assertThat(lazy.getRGB(100, 3090)).as("between top and bottom").isEqualTo(0xFF2060C0);
    }

    @Test
    void selector_gives_the_elements_own_size() throws Exception {
        BufferedImage picture = picture(page("/selector", "'selector':'#it'"));

        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo("200x100");
        assertThat(picture.getRGB(100, 50)).isEqualTo(0xFF336699);
    }

    @Test
    void dark_mode_script_and_waits_act_on_the_page_itself() throws Exception {
        assertThat(picture(page("/dark-mode", "'dark_mode':true")).getRGB(600, 400))
                .isEqualTo(0xFF101820);
        assertThat(picture(html("<p>x", "'custom_js':'document.documentElement.style.background = `#00c000`'"))
                        .getRGB(600, 400))
                .isEqualTo(LIT);
        String late =
                "<script>setTimeout(() => document.body.innerHTML = '<b id=late style=position:fixed;inset:0;background:#00c000>', 700)</script><p>x";
        assertThat(picture(html(late, "'wait_for_selector':'#late'")).getRGB(600, 400))
                .isEqualTo(LIT);
        assertThat(picture(html(late, "'delay_capture':1500")).getRGB(600, 400)).isEqualTo(LIT);
        assertThat(picture(page("/animations", "'wait_for_animation':true,'window_width':1280"))
                        .getRGB(1000, 90))
                .isEqualTo(0xFF8000FF);
        assertThat(picture(page("/slow-picture", "'wait_for_network':'idle'")).getRGB(50, 90))
                .isEqualTo(0xFF00B0F0);
    }

    @Test
    void pictures_are_left_out_and_banners_answered_when_asked_for() throws Exception {
        assertThat(picture(page("/svg", "")).getRGB(300, 90)).isEqualTo(0xFF800080);
        BufferedImage without = picture(page("/svg", "'block_media':true"));
        assertThat(without.getRGB(300, 90)).isNotEqualTo(0xFF800080);
        assertThat(without.getRGB(100, 90)).as("what is drawn stays").isEqualTo(0xFF008080);

        String window = "'window_width':1280,'window_height':720";
        assertThat(picture(page("/consent-onetrust", window)).getRGB(640, 690)).isEqualTo(0xFFFF0000);
        assertThat(picture(page("/consent-onetrust", "'use_cookie_blocker':true," + window))
                        .getRGB(640, 690))
                .isEqualTo(WHITE);
    }

    @Test
    void interactions_are_done_in_the_page() throws Exception {
        BufferedImage picture = picture(page(
                "/actions",
                "'interactions':[{'action':'type','selector':'#name','text':'Ada'},{'action':'hover','selector':'button'},"
                        + "{'action':'click','selector':'button'},"
                        + "{'action':'wait_for','wait_for':{'type':'selector','value':'#lamp.on'}}]"));

        assertThat(picture.getRGB(20, 20)).isEqualTo(LIT);
    }

    @Test
    void who_and_where_the_visitor_is_reaches_scripts_too() throws Exception {
        assertThat(picture(page("/geolocation", "'geolocation':{'latitude':48.5,'longitude':2.25,'accuracy':10}"))
                        .getRGB(20, 20))
                .isEqualTo(LIT);
        assertThat(picture(
                                html(
                                        "<script>document.documentElement.style.background = /iPhone/.test(navigator.userAgent) ? '#00c000' : '#c00000'</script>",
                                        "'user_agent_device':'mobile','user_agent_platform':'ios','user_agent_browser':'safari'"))
                        .getRGB(600, 400))
                .isEqualTo(LIT);
    }

    @ParameterizedTest
    @CsvSource({"jpeg,image/jpeg", "webp,image/webp"})
    void every_format_of_picture_is_one(String format, String type) throws Exception {
        HttpResponse<byte[]> answer = page("/svg", "'format':'" + format + "','image_quality':80");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=screenshot." + format);
        if (!format.equals("webp")) {
            assertThat(picture(answer).getWidth()).isEqualTo(1920);
        } else {
            assertThat(new String(answer.body(), 8, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("WEBP");
        }
    }

    @Test
    void paper_is_paper_of_the_size_asked_for() throws Exception {
        HttpResponse<byte[]> answer = page("/print-css", "'format':'pdf','pdf_format':'Letter','pdf_page_ranges':'1'");

        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isEqualTo(612);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("For paper only")
                    .doesNotContain("second page");
        }
        HttpResponse<byte[]> source = page("/svg", "'format':'html'");
        assertThat(new String(source.body(), StandardCharsets.UTF_8))
                .contains("SVG, inline and linked")
                .contains("class=\"on\"");
    }

    @Test
    void nothing_behind_the_page_or_a_colour() throws Exception {
        assertThat(picture(page("/transparent", "'omit_background':true")).getRGB(600, 400) >>> 24)
                .isZero();
        assertThat(picture(html("<p>x", "'background_color':'#123456'")).getRGB(600, 400))
                .isEqualTo(0xFF123456);
    }

    @Test
    void answers_as_json_with_nothing_and_by_get() throws Exception {
        var json = Json.tree(new String(page("/svg", "'response_type':'json'").body(), StandardCharsets.UTF_8));
        assertThat(ImageIO.read(new ByteArrayInputStream(
                                Base64.getDecoder().decode(json.get("file").asString())))
                        .getWidth())
                .isEqualTo(1920);
        assertThat(page("/svg", "'response_type':'empty'").statusCode()).isEqualTo(204);
        HttpResponse<byte[]> got = http.send(
                to("/capture?window_width=300&window_height=200&interactions="
                                + URLEncoder.encode(
                                        "[{\"action\":\"scroll\",\"x\":0,\"y\":10}]", StandardCharsets.UTF_8)
                                + "&url=" + URLEncoder.encode(site.url("/svg"), StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(picture(got).getWidth()).isEqualTo(300);
    }

    /** Where Pixashot answers with an empty picture and 200. */
    @ParameterizedTest
    @CsvSource({
        "http://nowhere.invalid/,dns_failure",
        "{strict}/,tls_failure",
        "/status?404,http_status",
        "/file.bin,navigation_failed",
        "/hop?round,too_many_redirects",
        "http://169.254.169.254/latest,egress_denied",
    })
    void a_page_that_fails_is_an_error_and_says_which(String address, String code) throws Exception {
        HttpResponse<byte[]> answer = page(address, "");

        assertThat(answer.statusCode()).isEqualTo(500);
        var error = Json.tree(new String(answer.body(), StandardCharsets.UTF_8));
        assertThat(error.get("status").asString()).isEqualTo("error");
        assertThat(error.get("error_type").asString()).as(error.toString()).isEqualTo(code);
        assertThat(error.has("call_stack")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'window_width':100000|400|window_width",
                "'colour':'red'|400|colour",
                "'proxy_server':'proxy.example'|422|proxy_server",
                "'template':'iphone_13'|400|template",
            })
    void what_cannot_be_done_is_refused_by_its_name(String option, int status, String name) throws Exception {
        HttpResponse<byte[]> answer = page("/svg", option);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(name);
    }

    @Test
    void one_callers_visit_leaves_nothing_for_the_next() throws Exception {
        String visit = "<script>const was = localStorage.getItem('seen') || document.cookie;"
                + "localStorage.setItem('seen', 1); document.cookie = 'seen=1';"
                + "document.documentElement.style.background = was ? '#c00000' : '#00c000'</script>";
        for (int i = 0; i < 2; i++) {
            assertThat(picture(html(visit, "")).getRGB(600, 400)).isEqualTo(LIT);
        }
    }

    @Test
    void nobody_gets_in_without_a_key() throws Exception {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(server.url().resolve("/capture"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"html_content\":\"<p>x\"}"))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    /** @param options with single quotes for double ones */
    private static HttpResponse<byte[]> page(String path, String options) throws IOException, InterruptedException {
        String url = path.startsWith("http") ? path : site.url(path);
        return capture("\"url\":\"" + url + "\"", options);
    }

    private static HttpResponse<byte[]> html(String body, String options) throws IOException, InterruptedException {
        return capture("\"html_content\":\"<!doctype html>" + body.replace("\"", "\\\"") + "\"", options);
    }

    private static HttpResponse<byte[]> capture(String source, String options)
            throws IOException, InterruptedException {
        String body = "{" + source + (options.isEmpty() ? "" : "," + options.replace('\'', '"')) + "}";
        return http.send(
                to("/capture")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static BufferedImage picture(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode())
                .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + server.adminKey());
    }
}
