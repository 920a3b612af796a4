package dev.tintype.e2e.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whatever answers as an api does: a process of ours, or a proxy before many. */
public interface Api {
    /** Where it answers. */
    URI url();

    /** The key of its administrator. */
    String token();

    /** Asks with the administrator's key. */
    default HttpResponse<String> send(String method, String path, String body, String... headers)
            throws InterruptedException {
        return send(BodyHandlers.ofString(), token(), method, path, body, headers);
    }

    /**
     * Asks with the key {@code token}.
     *
     * @throws UncheckedIOException when there is no whole answer
     */
    default <T> HttpResponse<T> send(
            BodyHandler<T> handler, String token, String method, String path, String body, String... headers)
            throws InterruptedException {
        return send(handler, token, method, path, BodyPublishers.ofString(body), "application/json", headers);
    }

    /** The same with any body. */
    default <T> HttpResponse<T> send(
            BodyHandler<T> handler,
            String token,
            String method,
            String path,
            BodyPublisher body,
            String type,
            String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Client.HTTP.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for all. */
    final class Client {
        private static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();

        private Client() {}
    }
}
