package dev.tintype.worker.media.source;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.egress.EgressBudget;
import dev.tintype.worker.egress.EgressProxy;
import dev.tintype.worker.egress.EgressReport;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a file through an egress proxy of its own. A connection that breaks is taken up where it broke, when the server allows it. */
final class UrlDownload {
    private static final Logger log = LoggerFactory.getLogger(UrlDownload.class);
    private static final int TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_CONNECTIONS = 50;
    private static final int MOST_HOSTS = 20;
    private static final int CHUNK = 256 << 10;
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

    private final EgressPolicy policy;
    private final long most;

    /** @param most bytes at most */
    UrlDownload(EgressPolicy policy, long most) {
        this.policy = policy;
        this.most = most;
    }

    /**
     * Downloads {@code url} to {@code file}.
     *
     * @param arrived told how many bytes of how many are there; of 0: not known
     */
    void to(String url, Path file, Attempt attempt, Arrived arrived) throws IOException, InterruptedException {
        EgressBudget budget = new EgressBudget(most + (64L << 20), MOST_CONNECTIONS, MOST_HOSTS);
        try (EgressProxy proxy = EgressProxy.start(policy, budget);
                HttpClient client = client(proxy)) {
            // without the proxy the download breaks at once
            attempt.onAbort(proxy::close);
            new Transfer(client, proxy, URI.create(url), file, attempt, arrived).run();
        }
    }

    /** How far it is. */
    @FunctionalInterface
    interface Arrived {
        void bytes(long there, long of);
    }

    private static HttpClient client(EgressProxy proxy) {
        URI address = URI.create(proxy.url());
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort())))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** One download, of several tries. */
    private final class Transfer {
        private final HttpClient client;
        private final EgressProxy proxy;
        private final URI url;
        private final Path file;
        private final Attempt attempt;
        private final Arrived arrived;
        private long there;
        private long total;
        private @Nullable String version;

        Transfer(HttpClient client, EgressProxy proxy, URI url, Path file, Attempt attempt, Arrived arrived) {
            this.client = client;
            this.proxy = proxy;
            this.url = url;
            this.file = file;
            this.attempt = attempt;
            this.arrived = arrived;
        }

        void run() throws IOException, InterruptedException {
            for (int n = 1; ; n++) {
                try {
                    once();
                    return;
                } catch (IOException e) {
                    JobFailure refused = refused();
                    if (refused != null) {
                        throw refused;
                    }
                    if (n == TRIES || attempt.aborted() || (there > 0 && version == null)) {
                        throw new JobFailure(
                                ErrorCode.CONNECTION_FAILED,
                                there == 0
                                        ? "The source could not be fetched: nothing answers, or the connection broke."
                                        : "The connection broke after " + there + " bytes of the source.",
                                e);
                    }
                    log.info("download broke at {} bytes, try {} follows", there, n + 1);
                }
            }
        }

        private void once() throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(PATIENCE)
                    .header("User-Agent", "Tintype")
                    .header("Accept", "*/*");
            if (there > 0 && version != null) {
                request.header("Range", "bytes=" + there + "-").header("If-Range", version);
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                check(response);
                boolean goesOn = response.statusCode() == 206 && there > 0;
                if (!goesOn) {
                    there = 0;
                }
                remember(response.headers());
                copy(body, goesOn);
            }
        }

        private void remember(HttpHeaders headers) {
            long length = headers.firstValueAsLong("Content-Length").orElse(0);
            total = length == 0 ? 0 : there + length;
            if (total > most) {
                throw tooMuch();
            }
            // a weak tag does not promise the same bytes (RFC 9110 §13.1.5)
            version = headers.firstValue("ETag")
                    .filter(tag -> !tag.startsWith("W/"))
                    .or(() -> headers.firstValue("Last-Modified"))
                    .orElse(null);
        }

        private void copy(InputStream body, boolean append) throws IOException {
            byte[] buffer = new byte[CHUNK];
            try (OutputStream out =
                    append ? Files.newOutputStream(file, StandardOpenOption.APPEND) : Files.newOutputStream(file)) {
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    there += read;
                    if (there > most) {
                        throw tooMuch();
                    }
                    out.write(buffer, 0, read);
                    arrived.bytes(there, total);
                }
            }
            if (total > 0 && there < total) {
                throw new IOException("the answer ended early");
            }
        }

        private void check(HttpResponse<?> response) {
            Optional<String> refusal = response.headers().firstValue(EgressProxy.REFUSAL_HEADER);
            JobFailure refused = refusal.isPresent() ? refused() : null;
            if (refused != null) {
                throw refused;
            }
            int status = response.statusCode();
            if (status != 200 && status != 206) {
                throw new JobFailure(
                        ErrorCode.HTTP_STATUS,
                        TRANSIENT.contains(status) || status >= 500,
                        "The source's server answered " + status + ".",
                        null);
            }
        }

        private @Nullable JobFailure refused() {
            List<EgressReport.Refusal> refusals = proxy.report().refusals();
            if (refusals.isEmpty()) {
                return null;
            }
            EgressReport.Refusal last = refusals.getLast();
            return new JobFailure(last.code(), last.detail());
        }

        private JobFailure tooMuch() {
            return new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The source has " + (total > most ? total + " bytes" : "more bytes than allowed") + "; allowed are "
                            + most + ".");
        }
    }
}
