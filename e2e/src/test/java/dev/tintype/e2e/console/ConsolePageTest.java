package dev.tintype.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.e2e.ServerProcess;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.BrowserFinder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a person does in the console, from signing in to looking at a result, and reading the API's description. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePageTest {
    private static final double LIMIT_MS = 60_000;
    private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\">";

    private final List<String> complaints = new ArrayList<>();
    private HttpServer site;
    private ServerProcess server;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = ("<title>" + HOSTILE + "</title><h1>A page</h1>").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        server = ServerProcess.start(Map.of("TINTYPE_EGRESS_ALLOW", "127.0.0.1:" + port()));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(new BrowserFinder().find(null))
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name"))));
    }

    @AfterAll
    void stop() throws IOException {
        playwright.close();
        server.close();
        site.stop(0);
    }

    @Test
    void a_page_is_handed_in_and_its_picture_seen_without_a_reload() {
        Page page = open("/");
        page.locator("#key").fill("not a key of this server, surely");
        page.locator("#sign-in button").click();
        assertThat(text(page.locator("#refused"))).contains("not valid");

        page.locator("#key").fill(server.key());
        page.locator("#sign-in button").click();
        page.locator("#url").fill("http://127.0.0.1:" + port() + "/");
        page.locator("#submit").click();

        Locator picture = page.locator("#job .artifacts img");
        picture.waitFor();
        page.waitForFunction("() => document.querySelector('#job .artifacts img').naturalWidth === 1280");
        assertThat(text(page.locator("#job .state"))).isEqualTo("succeeded");
        assertThat(text(page.locator("#jobs .what").first())).contains("capture");
        assertThat(page.title()).isEqualTo("Tintype");
        assertThat(page.evaluate("() => document.cookie")).isEqualTo("");

        page.locator("#sign-out").click();
        page.locator("#key").waitFor();
        page.reload();
        page.locator("#key").waitFor();
        assertThat(page.locator("#work").isVisible()).isFalse();
        assertThat(complaints.stream().filter(one -> !one.contains("401"))).isEmpty();
    }

    @Test
    void what_strangers_say_is_text() throws InterruptedException {
        String body = Json.write(Map.of(
                "type", "capture",
                "source", Map.of("url", "http://127.0.0.1:" + port() + "/"),
                "outputs", List.of(Map.of("kind", "metadata")),
                "metadata", Map.of("note", HOSTILE)));
        String id = Json.tree(server.send("POST", "/v1/jobs", body, "Prefer", "wait=60")
                        .body())
                .get("id")
                .asString();
        Page page = open("/#" + id);
        page.locator("#key").fill(server.key());
        page.locator("#sign-in button").click();

        page.locator("#job summary").last().click();
        assertThat(text(page.locator("#job details[open] pre"))).contains("onerror");
        assertThat(page.locator("img[src=x]").count()).isZero();
        assertThat(page.title()).isEqualTo("Tintype");
    }

    @Test
    void the_description_of_the_api_is_a_page_that_breaks_none_of_its_own_rules() {
        Page page = open("/docs");

        page.locator(".opblock-summary-path", new Page.LocatorOptions().setHasText("/v1/jobs"))
                .first()
                .waitFor();
        assertThat(complaints).isEmpty();
    }

    private Page open(String path) {
        complaints.clear();
        Page page = browser.newPage();
        page.setDefaultTimeout(LIMIT_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.url().resolve(path).toString());
        return page;
    }

    private static String text(Locator locator) {
        locator.filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\S")))
                .waitFor();
        return locator.innerText();
    }

    private int port() {
        return site.getAddress().getPort();
    }
}
