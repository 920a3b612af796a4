package dev.tintype.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSiteTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"|url\\(([^)]+)\\)");

    private final DemoSite site = DemoSite.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "style.css"})
    void everything_a_file_of_the_site_asks_for_is_there(String file) throws Exception {
        List<String> links = LINK.matcher(get("/" + file).body())
                .results()
                .map(DemoSiteTest::link)
                .toList();

        assertThat(links).hasSizeGreaterThan(2);
        for (String link : links) {
            HttpResponse<String> response = get("/" + link);
            assertThat(response.statusCode()).as(link).isEqualTo(200);
            assertThat(response.body()).as(link).isNotEmpty();
        }
    }

    @Test
    void nothing_on_the_page_comes_from_elsewhere() throws Exception {
        for (String file : List.of("/", "/style.css", "/page.js")) {
            assertThat(get(file).body()).as(file).doesNotContain("http://", "https://", "//cdn");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/missing.html", "/../DemoSite.class", "/fonts/%2e%2e/index.html", "/plates/x.svg", "/site"})
    void nothing_else_is_served(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(Plate.Mood.class)
    void a_plate_is_well_formed_and_always_the_same(Plate.Mood mood) throws Exception {
        String svg = new Plate(7, mood, 800).svg();

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(new Plate(7, mood, 800).svg()).isEqualTo(svg);
        assertThat(new Plate(8, mood, 800).svg()).isNotEqualTo(svg);
    }

    private static String link(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(site.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
