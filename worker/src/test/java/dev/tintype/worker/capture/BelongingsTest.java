package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.tintype.capture.ScreenshotOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a visitor brings along reaches the page's own origin, and nobody else. */
class BelongingsTest {
    private static final Site other = new Site();
    private static final Map<String, String> heard = new ConcurrentHashMap<>();
    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness(List.of("127.0.0.1:" + other.port()));
        other.on("/", exchange -> {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
            hear("other", exchange);
        });
        harness.site.on("/own", exchange -> hear("own", exchange));
        harness.site.on("/away", exchange -> {
            note("away", exchange);
            exchange.getResponseHeaders().set("Location", other.url("/landed"));
            Site.send(exchange, 302, "text/plain", new byte[0]);
        });
        harness.site.html("/page", "<img src='/own'><img src='/away'><img src='" + other.url("/direct") + "'>");
        harness.site.on("/login", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                Site.send(exchange, 200, "text/html", "<title>in</title>".getBytes(StandardCharsets.UTF_8));
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
                Site.send(exchange, 401, "text/html", "<title>out</title>".getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @AfterAll
    static void stop() {
        harness.close();
        other.close();
    }

    @BeforeEach
    void forget() {
        heard.clear();
    }

    private static void hear(String who, HttpExchange exchange) throws IOException {
        note(who, exchange);
        Site.send(
                exchange,
                200,
                "image/svg+xml",
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
    }

    private static void note(String who, HttpExchange exchange) {
        heard.merge(
                who,
                exchange.getRequestHeaders().getOrDefault("X-Secret", List.of("-")) + " "
                        + exchange.getRequestHeaders().getOrDefault("Cookie", List.of("-")),
                (a, b) -> a + " " + b);
    }

    private static MemoryAttempt visit(String path, String page) {
        return harness.capture(harness.at(path), Harness.page(page), ScreenshotOutput.defaults());
    }

    @Test
    void headers_go_to_the_pages_own_origin_and_not_along_with_redirects() {
        visit("/page", "{'headers':{'X-Secret':'s3cret'}}");

        assertThat(heard.get("own")).startsWith("[s3cret]");
        assertThat(heard.get("away")).startsWith("[s3cret]");
        assertThat(heard.get("other")).isNotNull().doesNotContain("s3cret");
    }

    @Test
    void headers_go_everywhere_when_told_to() {
        visit("/page", "{'headers':{'X-Secret':'s3cret'},'all_origins':true}");

        assertThat(heard.get("own")).startsWith("[s3cret]");
        assertThat(heard.get("other")).startsWith("[s3cret]");
    }

    @Test
    void cookies_are_the_hosts_own() {
        harness.site.html("/jar", "<script>document.title=document.cookie</script>");

        MemoryAttempt attempt =
                visit("/jar", "{'cookies':[{'name':'a','value':'1'},{'name':'b','value':'2','http_only':true}]}");

        assertThat(attempt.report()).containsEntry("title", "a=1");
        visit("/own", "{'cookies':[{'name':'b','value':'2','http_only':true}]}");
        assertThat(heard.get("own")).contains("b=2");
    }

    @Test
    void storage_is_there_before_the_first_script() {
        harness.site.html("/memory", "<script>document.title=localStorage.theme</script>");

        assertThat(visit("/memory", "{'local_storage':{'theme':'dark'}}").report())
                .containsEntry("title", "dark");
    }

    @Test
    void a_password_opens_what_asks_for_one() {
        MemoryAttempt attempt = visit("/login", "{'http_credentials':{'username':'u','password':'p'}}");

        assertThat(attempt.report()).containsEntry("title", "in").containsEntry("status", 200);
    }

    @Test
    void the_password_is_for_the_own_origin_only() {
        other.on("/asks", exchange -> {
            heard.put("asks", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
            Site.send(exchange, 401, "text/html", new byte[0]);
        });
        harness.site.html("/embeds", "<img src='" + other.url("/asks") + "'>");

        visit("/embeds", "{'http_credentials':{'username':'u','password':'p'}}");

        assertThat(heard).containsEntry("asks", "null");
    }
}
