package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.output;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import java.awt.Color;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is read from a page: each kind's content, from a real page. */
class PageDataTest {
    private static final int RED = 0xFFFF0000;
    private static final String ARTICLE =
            "<title>Silver on tin</title><nav><a href=/a>Home</a><a href=/b>Shop</a></nav><main><article>"
                    + "<h1>Silver on tin</h1><p>A tintype is a <b>photograph</b> on a thin sheet of iron, coated with dark lacquer"
                    + " or enamel, and used as the support for the emulsion. <a href='more.html'>More of it</a>, in many words, and"
                    + " with commas, so that it counts as an article.</p>".repeat(1)
                    + "<p>It was made at fairs by travelling operators, who handed the plate over within minutes, still wet, for a"
                    + " few pennies. That was new, and it was cheap, and it did not break.</p>".repeat(4)
                    + "<ul><li>iron</li><li>lacquer</li></ul><pre><code class=language-java>int a = 1;\n  int b;</code></pre>"
                    + "<table><thead><tr><th>Year</th><th>What</th></tr></thead><tbody><tr><td>1853</td><td>invented</td></tr></tbody></table>"
                    + "<p style='display:none'>never shown</p></article></main><footer>Imprint and so on</footer>";

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site
                .html("/article/", ARTICLE)
                .image("/red.png", Color.RED, 20, 20)
                .on(
                        "/style.css",
                        exchange -> Site.send(
                                exchange,
                                200,
                                "text/css",
                                ("@import 'more.css';"
                                                + "body { margin: 0; background: #00ff00 url(/red.png) no-repeat }")
                                        .getBytes(UTF_8)))
                .on(
                        "/more.css",
                        exchange -> Site.send(exchange, 200, "text/css", "p { color: #0000ff }".getBytes(UTF_8)))
                .html("/frame", "<body style='margin:0;background:#ff0000'>in the frame")
                .html(
                        "/styled",
                        "<link rel=stylesheet href=style.css><p id=late>text</p><img src=red.png srcset='red.png?2x 2x'>"
                                + "<iframe src=/frame style='position:absolute;left:300px;top:0;width:50px;height:50px;border:0'></iframe>"
                                + "<div id=host></div><input id=i><a href=other.html>other</a><style id=empty></style><script>"
                                + "late.textContent = 'made by a script'; i.value = 'typed';"
                                + "host.attachShadow({mode: 'open'}).innerHTML = '<b style=\"color:#123456\">shady</b>';"
                                + "empty.sheet.insertRule('#late { margin-top: 77px }')</script>");
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void text_is_the_main_content_without_what_is_round_it() {
        MemoryAttempt done = harness.capture(harness.at("/article/"), output("{'kind':'text'}"));
        String text = text(done, "page.txt");

        assertThat(text)
                .contains(
                        "A tintype is a photograph on a thin sheet of iron",
                        "- iron\n- lacquer",
                        "int a = 1;\n  int b;");
        assertThat(text).doesNotContain("Imprint", "Shop", "never shown");
        assertThat(done.facts("page.txt"))
                .hasEntrySatisfying("words", words -> assertThat((int) words).isBetween(100, 250));
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void text_of_a_selector_is_all_that_matches_in_the_page_s_order() {
        MemoryAttempt done = harness.capture(
                html(
                        "<p class=a>one <i>two</i></p><p>not</p><div class=a>three<br>four<span class=a> five</span></div>"),
                output("{'kind':'text','selector':'.a'}"));

        assertThat(text(done, "page.txt")).isEqualTo("one two\n\nthree\nfour five\n");
        assertThat(done.facts("page.txt")).containsEntry("words", 5);
    }

    @Test
    void a_page_without_an_article_is_its_whole_text_and_words_are_counted_in_any_script() {
        MemoryAttempt done = harness.capture(html("<html lang=ja><p>吾輩は猫である"), output("{'kind':'text'}"));

        assertThat(text(done, "page.txt")).isEqualTo("吾輩は猫である\n");
        assertThat(done.facts("page.txt")).containsEntry("words", 5);
    }

    @Test
    void markdown_keeps_headings_links_lists_code_and_tables() {
        MemoryAttempt done = harness.capture(harness.at("/article/"), output("{'kind':'markdown'}"));

        assertThat(text(done, "page.md"))
                .startsWith("# Silver on tin\n")
                .contains(
                        "**photograph**",
                        "[More of it](" + harness.site.url("/article/more.html") + ")",
                        "-   iron\n-   lacquer",
                        "```java\nint a = 1;\n  int b;\n```",
                        "| Year | What |\n| --- | --- |\n| 1853 | invented |")
                .doesNotContain("Imprint", "never shown");
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo("text/markdown; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown"})
    void a_selector_that_matches_nothing_is_no_empty_text(String kind) {
        JobFailure failure = harness.failure(
                html("<p>text"), Harness.within(20_000), output("{'kind':'" + kind + "','selector':'#none'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
    }

    @Test
    void html_is_the_document_after_its_scripts_ran() {
        MemoryAttempt done = harness.capture(harness.at("/styled"), output("{'kind':'html'}"));

        assertThat(text(done, "page.html"))
                .contains(
                        "made by a script",
                        "shadowrootmode=\"open\"",
                        "shady",
                        "value=\"typed\"",
                        "margin-top: 77px",
                        "href=\"style.css\"",
                        "<script>")
                .doesNotContain("data:");
    }

    @Test
    void html_with_its_resources_shows_the_same_without_the_site() {
        MemoryAttempt made = harness.capture(
                harness.at("/styled"), output("{'kind':'html','inline_resources':true}"), ScreenshotOutput.defaults());
        String html = text(made, "page.html");
        int before = harness.site.hits("/red.png") + harness.site.hits("/frame") + harness.site.hits("/style.css");

        MemoryAttempt shown = harness.capture(CaptureSource.ofHtml(html), ScreenshotOutput.defaults());

        assertThat(html)
                .contains("data:image/png;base64,", "srcdoc=", harness.site.url("/other.html"))
                .doesNotContain("<script");
        assertThat(made.facts("page.html")).containsEntry("inlined", 3);
        assertThat(shown.image("screenshot.png").getRGB(600, 600)).isEqualTo(0xFF00FF00);
        assertThat(shown.image("screenshot.png").getRGB(10, 10)).isEqualTo(RED);
        assertThat(shown.image("screenshot.png").getRGB(345, 45)).isEqualTo(RED);
        assertThat(ScreenshotTest.differing(shown.image("screenshot.png"), made.image("screenshot.png")))
                .isZero();
        assertThat(harness.site.hits("/red.png") + harness.site.hits("/frame") + harness.site.hits("/style.css"))
                .isEqualTo(before);
    }

    @Test
    void mhtml_is_an_archive_with_everything_in_it() {
        MemoryAttempt done = harness.capture(harness.at("/styled"), output("{'kind':'mhtml'}"));

        assertThat(text(done, "page.mhtml"))
                .contains(
                        "MIME-Version: 1.0",
                        "multipart/related",
                        "Content-Location: " + harness.site.url("/red.png"),
                        "Content-Location: " + harness.site.url("/more.css"),
                        "Content-Type: image/png");
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo("multipart/related");
    }

    @Test
    void metadata_is_what_the_page_says_of_itself() {
        harness.site.html(
                "/meta",
                "<html lang=en-GB><title> Plates </title><meta name=description content='About plates'>"
                        + "<link rel=canonical href=/plates><meta property=og:title content='OG plates'><meta property=og:image content=a.png>"
                        + "<meta property=og:image content=/b.png><meta name=twitter:card content=summary>"
                        + "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Plates\"}</script>"
                        + "<link rel=icon href=icon.svg type=image/svg+xml sizes=any><link rel=alternate type=application/rss+xml href=/feed title=News>"
                        + "<link rel=alternate hreflang=de href=/de><meta name=theme-color content='#123456'>"
                        + "<body style='background:#fafafa;color:#222222;font-family:\"Liberation Serif\",serif'>Some text here");

        JsonNode meta = json(harness.capture(harness.at("/meta"), output("{'kind':'metadata'}")), "metadata.json");

        assertThat(meta.at("/title").asString()).isEqualTo("Plates");
        assertThat(meta.at("/description").asString()).isEqualTo("About plates");
        assertThat(meta.at("/canonical").asString()).isEqualTo(harness.site.url("/plates"));
        assertThat(meta.at("/language").asString()).isEqualTo("en-GB");
        assertThat(meta.at("/open_graph/title").asString()).isEqualTo("OG plates");
        assertThat(meta.at("/open_graph/image/1").asString()).isEqualTo(harness.site.url("/b.png"));
        assertThat(meta.at("/twitter/card").asString()).isEqualTo("summary");
        assertThat(meta.at("/json_ld/0/headline").asString()).isEqualTo("Plates");
        assertThat(meta.at("/icons/0/href").asString()).isEqualTo(harness.site.url("/icon.svg"));
        assertThat(meta.at("/feeds/0/title").asString()).isEqualTo("News");
        assertThat(meta.at("/translations/0/language").asString()).isEqualTo("de");
        assertThat(meta.at("/theme_color").asString()).isEqualTo("#123456");
        assertThat(meta.at("/fonts/0/family").asString()).isEqualTo("Liberation Serif");
        assertThat(meta.at("/colors/text/0/color").asString()).isEqualTo("#222222");
        assertThat(meta.at("/colors/background/0/color").asString()).isEqualTo("#fafafa");
        assertThat(meta.at("/author").isNull()).isTrue();
    }

    @Test
    void links_are_whole_and_say_whether_they_stay() {
        harness.site.html(
                "/links",
                "<a href=next rel='nofollow noopener'>Next <b>page</b></a><a href=https://example.com/x><img alt=Logo></a>"
                        + "<a href=mailto:a@example.com>mail</a><a>none</a>");

        MemoryAttempt done = harness.capture(harness.at("/links"), output("{'kind':'links'}"));
        JsonNode links = json(done, "links.json").get("links");

        assertThat(done.facts("links.json")).containsEntry("count", 3);
        assertThat(links.at("/0/href").asString()).isEqualTo(harness.site.url("/next"));
        assertThat(links.at("/0/text").asString()).isEqualTo("Next page");
        assertThat(links.at("/0/rel/0").asString()).isEqualTo("nofollow");
        assertThat(links.at("/0/internal").asBoolean()).isTrue();
        assertThat(links.at("/1/text").asString()).isEqualTo("Logo");
        assertThat(links.at("/1/internal").asBoolean()).isFalse();
        assertThat(links.at("/2/internal").asBoolean()).isFalse();
    }

    @Test
    void extract_gives_each_field_its_value_or_list() {
        harness.site.html("/shop", "<h1> Shop </h1><a class=i href=/1>one</a><a class=i href=/2 data-price=5>two</a>");

        MemoryAttempt done = harness.capture(
                harness.at("/shop"),
                output(
                        "{'kind':'extract','fields':{'title':{'selector':'h1'},'urls':{'selector':'.i','attribute':'href','all':true},"
                                + "'prices':{'selector':'.i','attribute':'data-price','all':true},'none':{'selector':'#x'},'nones':{'selector':'#x','all':true}}}"));
        JsonNode values = json(done, "extract.json");

        assertThat(values.toString())
                .isEqualTo("{\"title\":\"Shop\",\"urls\":[\"" + harness.site.url("/1") + "\",\""
                        + harness.site.url("/2") + "\"],\"prices\":[null,\"5\"],\"none\":null,\"nones\":[]}");
        assertThat(done.facts("extract.json")).containsEntry("found", 4);
    }

    @Test
    void a_field_whose_selector_is_none_is_named() {
        JobFailure failure = harness.failure(
                html("<p>text"),
                Harness.within(20_000),
                output("{'kind':'extract','fields':{'price':{'selector':'p['}}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
        assertThat(failure.detail()).contains("price").contains("p[");
    }

    @Test
    void accessibility_tells_roles_and_names() {
        MemoryAttempt done = harness.capture(
                html(
                        "<html lang=en><title>A form</title><h1>Sign up</h1><label>Name <input value=Ann></label><button disabled>Send</button>"),
                output("{'kind':'accessibility'}"),
                output("{'kind':'accessibility','format':'json'}"));

        assertThat(text(done, "accessibility.yaml"))
                .contains("heading \"Sign up\" [level=1]", "textbox \"Name\": Ann", "button \"Send\" [disabled]");
        JsonNode tree = json(done, "accessibility.json");
        assertThat(tree.get("role").asString()).isEqualTo("RootWebArea");
        assertThat(tree.get("name").asString()).isEqualTo("A form");
        assertThat(tree.findValuesAsString("name")).contains("Sign up", "Name", "Send");
        assertThat(tree.findValuesAsString("role")).contains("heading", "textbox", "button");
    }

    @Test
    void har_has_every_request_with_its_answer() {
        harness.site
                .on("/cookie", exchange -> {
                    exchange.getResponseHeaders().set("Set-Cookie", "session=secret");
                    Site.send(
                            exchange,
                            200,
                            "text/html",
                            "<p>text<img src=/red.png><img src=/none.png><script>fetch('/api?q=1', {method: 'POST'})</script>"
                                    .getBytes(UTF_8));
                })
                .redirect("/moved", "/cookie")
                .status("/api", 201, "{}");

        MemoryAttempt done = harness.capture(
                harness.at("/moved"), output("{'kind':'har'}"), output("{'kind':'har','content':true}"));
        JsonNode log = json(done, "page.har").get("log");
        JsonNode entries = log.get("entries");

        assertThat(log.get("version").asString()).isEqualTo("1.2");
        assertThat(done.facts("page.har")).containsEntry("entries", entries.size());
        assertThat(entries.at("/0/response/status").asInt()).isEqualTo(302);
        assertThat(entries.at("/0/response/redirectURL").asString()).isEqualTo("/cookie");
        assertThat(entries.at("/1/request/url").asString()).isEqualTo(harness.site.url("/cookie"));
        assertThat(entries.at("/1/response/content/mimeType").asString()).isEqualTo("text/html");
        assertThat(entries.findValuesAsString("status")).contains("200", "302", "404", "201");
        assertThat(entries.toString())
                .contains("\"POST\"", "\"name\":\"q\"")
                .doesNotContain("session=secret", "\"text\"");
        JsonNode whole = json(done, "page-2.har").at("/log/entries");
        assertThat(whole.at("/1/response/content/text").asString()).contains("<p>text");
        assertThat(whole.findValuesAsString("encoding")).contains("base64");
    }

    private static String text(MemoryAttempt done, String name) {
        return new String(done.bytes(name), UTF_8);
    }

    private static JsonNode json(MemoryAttempt done, String name) {
        return Json.tree(text(done, name));
    }
}
