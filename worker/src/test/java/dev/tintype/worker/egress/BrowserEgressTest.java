package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.worker.capture.browser.BrowserFinder;
import dev.tintype.worker.capture.browser.BrowserSettings;
import dev.tintype.worker.capture.browser.BrowserSlot;
import dev.tintype.worker.capture.browser.PageShape;
import dev.tintype.worker.capture.browser.Watchdog;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real browser, as captures start it, on an attacker's page that tries everything to reach what it may not. The same page
 * with the same ears allowed shows that they would have heard.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("browsers")
class BrowserEgressTest {
    private static final List<String> FULL = List.of("chromium", "google-chrome", "chrome");
    private static final Path CACHE = Path.of("target/browser-cache");

    /** What this browser does when nothing forbids it; if one of these falls silent the page has to be mended. */
    private static final Set<String> ALWAYS_HEARD = Set.of(
            "audio",
            "audio-worklet",
            "beacon",
            "csp-report",
            "css-background",
            "css-import",
            "css-mask",
            "data-frame",
            "dynamic-import",
            "embed",
            "eventsource",
            "fetch",
            "fetch-keepalive",
            "fetch-no-cors",
            "fetch-preflight",
            "fetch-redirect",
            "file-sharedworker-fetch",
            "file-sharedworker-websocket",
            "file-worker-fetch",
            "file-worker-websocket",
            "font-face",
            "form-post",
            "frame-form",
            "iframe",
            "iframe-redirect",
            "img",
            "img-redirect",
            "late-prefetch",
            "link-header",
            "location",
            "meta-refresh",
            "module-import",
            "modulepreload",
            "nested-worker",
            "object",
            "other", // TURN over TCP
            "picture",
            "ping",
            "poster",
            "prefetch",
            "preload",
            "sandboxed-fetch",
            "script",
            "sharedworker-eventsource",
            "sharedworker-fetch",
            "sharedworker-import-scripts",
            "sharedworker-websocket",
            "speculation-prefetch",
            "srcdoc",
            "srcset",
            "stylesheet",
            "svg-fe-image",
            "svg-image",
            "tls", // https and wss
            "video",
            "websocket",
            "websocket-stream",
            "worker-eventsource",
            "worker-fetch",
            "worker-import-scripts",
            "worker-websocket",
            "xhr",
            "xml-stylesheet");

    private final Path browser;
    private final HearingSink sink = new HearingSink("127.0.0.1", 0);
    private final String sinkAddress = "127.0.0.1:" + sink.port();
    private final VectorSite site = new VectorSite();

    BrowserEgressTest(Path browser) throws IOException {
        this.browser = browser;
    }

    /** The one that captures are made with, and the whole one that a setting may name instead. */
    static List<Path> browsers() {
        Path full = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> FULL.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no full Chromium: setup/debian.sh test"));
        return List.of(new BrowserFinder().find(null), full);
    }

    @AfterEach
    void close() throws IOException {
        site.close();
        sink.close();
    }

    private void browse(EgressProxy proxy, Consumer<Page> visit) throws InterruptedException {
        try (Watchdog watchdog = new Watchdog();
                BrowserSlot slot =
                        new BrowserSlot("egress-test", browser, BrowserSettings.of(null, CACHE), proxy, watchdog)) {
            slot.run(new IdleAttempt(), PageShape.COMMONEST, Duration.ofSeconds(60), tab -> {
                visit.accept(tab.page());
                return true;
            });
        }
    }

    /** Until the page has tried everything, and then away from it. */
    private static void spend(Page page, String url) {
        open(page, url);
        page.navigate("about:blank");
    }

    private static void open(Page page, String url) {
        page.navigate(url);
        page.waitForFunction("document.title === 'spent'");
        page.pdf(new Page.PdfOptions()
                .setDisplayHeaderFooter(true)
                .setHeaderTemplate("<img src='" + url.replaceFirst("/page/(.*)", "/redirect/$1/pdf-header") + "'>"));
    }

    /** The sinks' port is open to everyone, so that it is the address that is refused. */
    private EgressPolicy onlyTheSite(String... more) {
        List<String> rules = new ArrayList<>(List.of(more));
        rules.add("127.0.0.1:" + site.port());
        return EgressPolicy.of(rules).withPorts(Set.of(sink.port()));
    }

    @Test
    void an_allowed_sink_hears_every_way_a_page_has() throws Exception {
        browse(EgressProxy.start(onlyTheSite(sinkAddress)), page -> {
            open(page, site.url(sinkAddress));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sink.heard()).containsAll(ALWAYS_HEARD));
            page.navigate("about:blank");
            await().untilAsserted(() -> assertThat(sink.heard()).contains("pagehide-beacon"));
        });
        assertThat(sink.heard()).doesNotContain("udp");
    }

    @Test
    void a_denied_sink_hears_nothing() throws Exception {
        EgressProxy proxy = EgressProxy.start(onlyTheSite());
        browse(proxy, page -> {
            spend(page, site.url(sinkAddress));
            assertThat(proxy.report().refusals()).anySatisfy(refusal -> {
                assertThat(refusal.port()).isEqualTo(sink.port());
                assertThat(refusal.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
            });
        });
        assertThat(sink.heard()).isEmpty();
    }

    /** The friend is allowed, so that the first answer of the rebinding name is good and only the later ones lead inside. */
    @Test
    void no_other_name_of_a_denied_sink_reaches_it() throws Exception {
        try (NameServer names = new NameServer((name, before) -> switch (name) {
                    case "rebinding.example" -> before % 2 == 0 ? "127.0.0.3" : "127.0.0.1";
                    case "inside.example" -> "127.0.0.2";
                    default -> "127.0.0.1";
                });
                HearingSink other = new HearingSink("127.0.0.2", sink.port());
                HearingSink six = new HearingSink("::1", sink.port());
                HearingSink friend = new HearingSink("127.0.0.3", sink.port())) {
            EgressProxy proxy = EgressProxy.start(
                    onlyTheSite("127.0.0.3:" + sink.port()),
                    new EgressBudget(1 << 30, 10_000, 100),
                    ProxySettings.DEFAULT.withResolver(names));
            browse(
                    proxy,
                    page -> spend(
                            page,
                            site.url(
                                    "rebinding.example:" + sink.port(),
                                    "inside.example:" + sink.port(),
                                    "localhost:" + sink.port(),
                                    "127.0.0.2:" + sink.port(),
                                    "[::1]:" + sink.port(),
                                    "[::ffff:127.0.0.1]:" + sink.port())));
            assertThat(names.asked("rebinding.example")).isGreaterThan(10);
            assertThat(names.asked("inside.example")).isPositive();
            assertThat(friend.heard()).hasSizeGreaterThan(10);
            assertThat(sink.heard()).isEmpty();
            assertThat(other.heard()).isEmpty();
            assertThat(six.heard()).isEmpty();
        }
    }

    /** Everything would be allowed: it is that nothing else leads out which is shown. The page itself comes without the network. */
    @Test
    void with_the_proxy_killed_no_way_of_a_page_leads_out() throws Exception {
        EgressProxy proxy = EgressProxy.start(onlyTheSite(sinkAddress));
        try (HttpClient http = HttpClient.newHttpClient()) {
            browse(proxy, page -> {
                page.route(
                        url -> url.startsWith("http://127.0.0.1:" + site.port() + "/"), route -> handIn(http, route));
                proxy.close();
                page.navigate(site.url(sinkAddress));
                page.waitForFunction("document.title === 'spent'");
                page.navigate("about:blank");
            });
        }
        assertThat(sink.heard()).isEmpty();
    }

    private static void handIn(HttpClient http, Route route) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(route.request().url())).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new HashMap<>();
            answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(answer.statusCode())
                    .setHeaders(headers)
                    .setBodyBytes(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void without_our_flags_even_the_ear_for_udp_hears() {
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser unguarded =
                        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(browser))) {
            unguarded.newPage().navigate(site.url(sinkAddress));
            await().untilAsserted(() -> assertThat(sink.heard()).contains("udp"));
        }
    }

    @Test
    void a_refused_address_answers_with_its_reason_and_a_closed_proxy_with_nothing() throws Exception {
        EgressProxy proxy = EgressProxy.start(onlyTheSite());
        browse(proxy, page -> {
            Response refused = page.navigate("http://" + sinkAddress + "/v/goto");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.headerValue("X-Tintype-Egress")).isEqualTo("egress_denied");
            assertThatThrownBy(() -> page.navigate("https://" + sinkAddress + "/v/goto"))
                    .isInstanceOf(PlaywrightException.class)
                    .hasMessageContaining("ERR_TUNNEL_CONNECTION_FAILED");
            assertThat(proxy.report().refusalOf("127.0.0.1")).isPresent();

            proxy.close();
            assertThatThrownBy(() -> page.navigate(site.url(sinkAddress)))
                    .isInstanceOf(PlaywrightException.class)
                    .hasMessageContaining("ERR_PROXY_CONNECTION_FAILED");
        });
        assertThat(sink.heard()).isEmpty();
    }
}
