package dev.tintype.e2e.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.e2e.scan.BillOfMaterials.Part;
import dev.tintype.e2e.scan.KnownVulnerabilities.Finding;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;

class ScanTest {
    private static final String GOOD = "pkg:maven/com.example/good@1.0?type=jar";
    private static final String BAD = "pkg:maven/com.example/bad@1.0?type=jar";

    /** Licences under which the libraries may be given on with Tintype; a new one is to be read first. */
    private static final Set<String> LICENCES = Set.of(
            "Apache-2.0",
            "AL 2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-4-Clause",
            "Bouncy Castle Licence",
            "CC0-1.0",
            "Public Domain",
            "EPL-2.0",
            "MPL-2.0",
            "LGPL-2.1-only",
            "GPL-2.0-with-classpath-exception",
            "GPL-2.0-or-later",
            "GPL v2");

    @Test
    void every_library_is_in_the_bill_with_version_hash_and_a_licence_that_lets_it_be_given_on() {
        Collection<Part> parts = BillOfMaterials.parts();

        assertThat(parts).hasSizeGreaterThan(100);
        assertThat(parts)
                .extracting(Part::purl)
                .anyMatch(purl -> purl.startsWith("pkg:maven/com.microsoft.playwright/"))
                .anyMatch(purl -> purl.startsWith("pkg:maven/org.bytedeco/ffmpeg@"))
                .anyMatch(purl -> purl.startsWith("pkg:maven/redis.clients/jedis@"));
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.purl()).startsWith("pkg:maven/");
            assertThat(part.version()).isNotEmpty();
            assertThat(part.hashes()).contains("SHA-256");
            assertThat(part.licences()).isNotEmpty().anyMatch(LICENCES::contains);
        });
    }

    @Test
    void what_the_database_knows_is_told() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Database database = new Database()) {
            List<Finding> found = new KnownVulnerabilities(http, database.url()).of(List.of(GOOD, BAD));

            assertThat(found).containsExactly(new Finding(BAD, "GHSA-1234", "HIGH", "Reads what it should not."));
            assertThat(found.getFirst().grave()).isTrue();
            assertThatThrownBy(
                            () -> new KnownVulnerabilities(http, database.url().resolve("nowhere/")).of(List.of(BAD)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "CI",
            matches = "true",
            disabledReason = "a build does not fail by what others find")
    void nothing_grave_is_known_of_any_library() throws Exception {
        List<String> purls = BillOfMaterials.parts().stream().map(Part::purl).toList();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            assertThat(new KnownVulnerabilities(http, KnownVulnerabilities.DATABASE)
                            .of(purls).stream().filter(Finding::grave))
                    .isEmpty();
        } catch (IOException e) {
            abort("not scanned: " + KnownVulnerabilities.DATABASE + " cannot be asked: " + e);
        }
    }

    /** Answers as OSV's API is described. */
    private static final class Database implements AutoCloseable {
        private final HttpServer server;

        Database() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/querybatch", Database::batch);
            server.createContext(
                    "/v1/vulns/GHSA-1234",
                    exchange -> answer(
                            exchange,
                            "{\"id\":\"GHSA-1234\",\"summary\":\"Reads what it should not.\","
                                    + "\"database_specific\":{\"severity\":\"HIGH\"}}"));
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        }

        private static void batch(HttpExchange exchange) throws IOException {
            JsonNode queries = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .path("queries");
            List<String> results = queries.valueStream()
                    .map(query -> query.at("/package/purl").asString())
                    .map(purl -> purl.equals("pkg:maven/com.example/bad@1.0")
                            ? "{\"vulns\":[{\"id\":\"GHSA-1234\",\"modified\":\"2026-01-01T00:00:00Z\"}]}"
                            : "{}")
                    .toList();
            answer(exchange, "{\"results\":[" + String.join(",", results) + "]}");
        }

        private static void answer(HttpExchange exchange, String body) {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
