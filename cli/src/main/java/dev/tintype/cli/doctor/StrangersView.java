package dev.tintype.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** What somebody without a key sees of a server. */
record StrangersView(URI server) implements Check {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            HttpResponse<String> without = ask(http, "v1/jobs", "");
            HttpResponse<String> wrong = ask(http, "v1/jobs", "Bearer wrong");
            findings.add(
                    without.statusCode() == 401 && wrong.statusCode() == 401
                            ? Finding.ok("strangers", "are let in neither without a key nor with a wrong one")
                            : Finding.fail(
                                    "strangers",
                                    "are answered " + without.statusCode() + " without a key and " + wrong.statusCode()
                                            + " with a wrong one",
                                    "see what stands between: something lets everybody in"));
            findings.add(headers(without));
            findings.add(
                    tellsNothing(without.body()) && tellsNothing(wrong.body())
                            ? Finding.ok("errors", "tell nothing of the server's inside")
                            : Finding.fail(
                                    "errors",
                                    "are not Tintype's own: they may tell of the server's inside",
                                    "have the reverse proxy pass errors on as they are"));
            findings.add(transport());
        } catch (IOException _) {
            findings.add(Finding.fail("strangers", "cannot be answered", "see whether " + server + " is reachable"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        return findings;
    }

    private HttpResponse<String> ask(HttpClient http, String path, String key)
            throws IOException, InterruptedException {
        URI base = server.toString().endsWith("/") ? server : URI.create(server + "/");
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
        if (!key.isEmpty()) {
            request.header("Authorization", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Finding headers(HttpResponse<String> answer) {
        Map<String, String> wanted = new TreeMap<>(Map.of(
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Content-Security-Policy", "default-src 'none'",
                "Referrer-Policy", "no-referrer",
                "Permissions-Policy", ""));
        if ("https".equals(server.getScheme())) {
            wanted.put("Strict-Transport-Security", "max-age");
        }
        List<String> missing = wanted.entrySet().stream()
                .filter(header -> answer.headers()
                        .firstValue(header.getKey())
                        .filter(value -> value.contains(header.getValue()))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return missing.isEmpty()
                ? Finding.ok("headers", "every answer has the security headers")
                : Finding.fail(
                        "headers",
                        "without " + String.join(", ", missing),
                        "have the reverse proxy pass headers on; for HSTS name it in TINTYPE_TRUSTED_PROXIES");
    }

    private static boolean tellsNothing(String body) {
        return body.contains("urn:tintype:problem:")
                && body.contains("urn:request:")
                && !body.contains("Exception")
                && !body.contains("\tat ");
    }

    private Finding transport() {
        if ("https".equals(server.getScheme())) {
            return Finding.ok("way there", "over TLS");
        }
        try {
            if (InetAddress.getByName(server.getHost()).isLoopbackAddress()) {
                return Finding.ok("way there", "does not leave this machine");
            }
        } catch (UnknownHostException _) {
            return Finding.fail("way there", server.getHost() + " has no address", "correct --server or TINTYPE_URL");
        }
        return Finding.warn(
                "way there",
                "keys travel in the clear to " + server.getHost(),
                "put a reverse proxy with TLS in front, and use https://");
    }
}
