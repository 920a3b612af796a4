package dev.tintype.e2e.scan;

import dev.tintype.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the OSV database (https://google.github.io/osv.dev/api/) knows of libraries: GitHub's, Maven's and others' advisories. */
final class KnownVulnerabilities {
    static final URI DATABASE = URI.create("https://api.osv.dev/");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI database;

    KnownVulnerabilities(HttpClient http, URI database) {
        this.http = http;
        this.database = database;
    }

    /**
     * One hole in one library.
     *
     * @param severity as the advisory says: {@code CRITICAL}, {@code HIGH}, …; {@code UNKNOWN} when it does not
     */
    record Finding(String purl, String id, String severity, String summary) {
        /** Whether it is bad enough to be mended before anything else is done. */
        boolean grave() {
            return !severity.equals("LOW") && !severity.equals("MODERATE") && !severity.equals("MEDIUM");
        }
    }

    /**
     * Asks for all of them at once.
     *
     * @throws IOException when the database cannot be reached or does not answer as it should
     */
    List<Finding> of(List<String> purls) throws IOException, InterruptedException {
        List<Map<String, Map<String, String>>> queries = purls.stream()
                .map(purl -> Map.of("package", Map.of("purl", plain(purl))))
                .toList();
        JsonNode results = ask(HttpRequest.newBuilder(database.resolve("v1/querybatch"))
                        .POST(BodyPublishers.ofString(Json.write(Map.of("queries", queries)))))
                .path("results");
        if (results.size() != purls.size()) {
            throw new IOException(purls.size() + " questions and " + results.size() + " answers");
        }
        List<Finding> found = new ArrayList<>();
        for (int n = 0; n < purls.size(); n++) {
            for (JsonNode hole : results.get(n).path("vulns")) {
                found.add(finding(purls.get(n), hole.path("id").asString("")));
            }
        }
        return found;
    }

    /** Without qualifiers, which the database does not know: {@code ?type=jar}. */
    private static String plain(String purl) {
        return purl.replaceFirst("\\?.*", "");
    }

    private Finding finding(String purl, String id) throws IOException, InterruptedException {
        JsonNode advisory = ask(HttpRequest.newBuilder(database.resolve("v1/vulns/" + id)));
        return new Finding(
                purl,
                id,
                advisory.at("/database_specific/severity").asString("UNKNOWN"),
                advisory.path("summary").asString(""));
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode());
        }
        return Json.tree(answer.body());
    }
}
