package dev.tintype.cli.client;

import dev.tintype.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Talks to one server with one key. Every call may be repeated without harm (a submit carries an
 * {@code Idempotency-Key}), so all are: a server that has answered once is given half a minute to come back, and
 * {@code Retry-After} is honoured within that time. One that never answered is not there. Thread-safe.
 */
public final class TintypeClient implements AutoCloseable {
    /** How long one long poll is held by the server; its own limit is 60 s. */
    private static final Duration POLL = Duration.ofSeconds(20);

    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** From the first byte sent to the answer: files may be large and lines slow. */
    private static final Duration UPLOAD = Duration.ofHours(6);

    private final URI server;
    private final String key;
    private final Patience patience;
    private final HttpClient http;
    private volatile boolean answered;

    public TintypeClient(URI server, String key) {
        this(server, key, Patience.USUAL);
    }

    TintypeClient(URI server, String key, Patience patience) {
        this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
        this.key = key;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * Hands in a job.
     *
     * @param request the flat JSON form of {@code POST /v1/jobs}
     * @throws ApiProblem when the server refuses it
     */
    public JobView submit(JsonNode request) {
        HttpRequest call = call("v1/jobs", ANSWER)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(Json.write(request)))
                .build();
        return JobView.of(tree(send(call)));
    }

    /**
     * Hands in a file for jobs to read; one that no job reads goes by itself.
     *
     * @return the upload's id
     * @throws UncheckedIOException when the file cannot be read
     * @throws ApiProblem when the server refuses it
     */
    public String upload(Path file) {
        try {
            HttpRequest call =
                    call("v1/uploads", UPLOAD).POST(BodyPublishers.ofFile(file)).build();
            return tree(send(call)).path("id").asString("");
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Saves a preset, in the place of one that has its name.
     *
     * @param preset the JSON form of {@code PUT /v1/presets/{name}}
     * @throws ApiProblem when the server refuses it
     */
    public void savePreset(String name, JsonNode preset) {
        HttpRequest call = call("v1/presets/" + encode(name), ANSWER)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Json.write(preset)))
                .build();
        send(call);
    }

    /** @throws ApiProblem with status 404 when there is no such job */
    public JobView get(String id) {
        return JobView.of(tree(send(call("v1/jobs/" + encode(id), ANSWER).build())));
    }

    /**
     * Follows a job to its end.
     *
     * @param seen a state of the job; the following starts after it
     * @param onChange told about every version that comes by, the last one included
     * @return the job at its end
     */
    public JobView follow(JobView seen, Consumer<JobView> onChange) {
        JobView job = seen;
        while (!job.terminal()) {
            JobView next = next(job);
            if (next.version() != job.version()) {
                onChange.accept(next);
            }
            job = next;
        }
        return job;
    }

    /** The job once it is newer than {@code seen}, or {@code seen} when it has not changed for a while. */
    private JobView next(JobView seen) {
        HttpRequest call = call("v1/jobs/" + encode(seen.id()) + "?wait=" + POLL.toSeconds(), POLL.plus(ANSWER))
                .header("If-None-Match", "\"" + seen.version() + "\"")
                .build();
        HttpResponse<String> response = send(call);
        return response.statusCode() == 304 ? seen : JobView.of(tree(response));
    }

    /** The newest jobs that pass the filter, newest first. */
    public List<JobView> list(JobFilter filter) {
        String state = filter.state().map(value -> "&state=" + encode(value)).orElse("");
        JsonNode page = tree(
                send(call("v1/jobs?limit=" + filter.limit() + state, ANSWER).build()));
        return page.path("items").valueStream().map(JobView::of).toList();
    }

    /**
     * Asks for a job to be stopped; one that runs ends a moment later.
     *
     * @throws ApiProblem with status 409 when it has ended otherwise
     */
    public JobView cancel(String id) {
        HttpRequest call = call("v1/jobs/" + encode(id) + "/cancel", ANSWER)
                .POST(BodyPublishers.noBody())
                .build();
        return JobView.of(tree(send(call)));
    }

    /**
     * Any other call that must not be repeated: it is made once.
     *
     * @param body JSON, or null
     * @return what the server answered; missing when that is nothing
     */
    public JsonNode ask(String method, String path, @Nullable Object body) {
        HttpRequest call = call(path, ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
                .build();
        HttpResponse<String> response = exchange(call, BodyHandlers.ofString(), Patience.NONE);
        if (response.statusCode() >= 300) {
            throw ApiProblem.of(response.statusCode(), response.body());
        }
        return response.body().isEmpty() ? MissingNode.getInstance() : tree(response);
    }

    /**
     * Tells {@code onChange} of every change of the tenant's jobs from now on, until it says that it has enough or the
     * server is gone for good. What happens while the connection is broken is told when it is there again.
     */
    public void watch(Predicate<JsonNode> onChange) {
        String seen = "";
        boolean goOn = true;
        while (goOn) {
            HttpRequest.Builder call = HttpRequest.newBuilder(server.resolve("v1/events"))
                    .header("Authorization", "Bearer " + key)
                    .header("Accept", "text/event-stream");
            if (!seen.isEmpty()) {
                call.header("Last-Event-ID", seen);
            }
            HttpResponse<InputStream> response = exchange(call.build(), BodyHandlers.ofInputStream(), patience);
            try (EventReader events = new EventReader(response.body(), seen)) {
                if (response.statusCode() != 200) {
                    throw ApiProblem.of(response.statusCode(), events.rest());
                }
                goOn = events.each(onChange);
                seen = events.seen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Every entry of an audit log, one a line, as it was written. */
    public String auditExport(String log) {
        return send(call("v1/audit/export?log=" + encode(log), UPLOAD).build()).body();
    }

    /**
     * Whether an audit log is whole.
     *
     * @param head a hash that must be in it, or null
     */
    public JsonNode auditVerification(String log, @Nullable String head) {
        String noted = head == null ? "" : "&head=" + encode(head);
        return tree(
                send(call("v1/audit/verify?log=" + encode(log) + noted, UPLOAD).build()));
    }

    /** How each point of the security checklist stands; for admin keys. */
    public JsonNode security() {
        return tree(send(call("v1/security", ANSWER).build()));
    }

    /** What {@code /health} says; a server that is up but not well answers too. */
    public JsonNode health() {
        HttpRequest call = call("health", Duration.ofSeconds(5)).build();
        return tree(exchange(call, BodyHandlers.ofString(), Patience.NONE));
    }

    /**
     * Stores an artifact at {@code target}, whole or not at all, and checks its digest.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void download(ArtifactView artifact, Path target) {
        URI uri = server.resolve(artifact.url());
        if (!server.getRawAuthority().equals(uri.getRawAuthority())) {
            throw new ServerUnreachable(server, "the server names a download on another host");
        }
        HttpRequest call = request(uri, Duration.ofMinutes(10)).build();
        HttpResponse<InputStream> response = exchange(call, BodyHandlers.ofInputStream(), patience);
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw ApiProblem.of(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Download.store(body, artifact.sha256(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder call(String path, Duration timeout) {
        return request(server.resolve(path), timeout);
    }

    private HttpRequest.Builder request(URI uri, Duration timeout) {
        return HttpRequest.newBuilder(uri).timeout(timeout).header("Authorization", "Bearer " + key);
    }

    /** The answer, if it is a success or a 304. */
    private HttpResponse<String> send(HttpRequest call) {
        HttpResponse<String> response = exchange(call, BodyHandlers.ofString(), patience);
        int status = response.statusCode();
        if ((status >= 200 && status < 300) || status == 304) {
            return response;
        }
        throw ApiProblem.of(status, response.body());
    }

    /** Any answer but "come back later", which is obeyed as long as patience lasts. */
    private <T> HttpResponse<T> exchange(HttpRequest call, BodyHandler<T> body, Patience patience) {
        long giveUpAt = 0;
        for (int retry = 0; ; retry++) {
            HttpResponse<T> response = null;
            IOException broken = null;
            try {
                response = http.send(call, body);
                answered = true;
            } catch (IOException e) {
                broken = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for the server");
            }
            if (response != null && !mayComeBack(response)) {
                return response;
            }
            giveUpAt = giveUpAt == 0 ? System.nanoTime() + patience.total().toNanos() : giveUpAt;
            Duration pause = pauseBefore(retry, response, patience);
            boolean enough = System.nanoTime() + pause.toNanos() > giveUpAt;
            if (response != null && enough) {
                return response;
            }
            if (broken != null && (enough || !answered)) {
                throw new ServerUnreachable(server, reason(broken), broken);
            }
            sleep(pause);
        }
    }

    private static boolean mayComeBack(HttpResponse<?> response) {
        int status = response.statusCode();
        boolean busy = status == 429 || status == 503;
        return busy && response.headers().firstValue("Retry-After").isPresent();
    }

    private static Duration pauseBefore(int retry, @Nullable HttpResponse<?> response, Patience patience) {
        String asked = response == null
                ? ""
                : response.headers().firstValue("Retry-After").orElse("");
        return asked.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(asked)) : patience.before(retry);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the server");
        }
    }

    private String reason(IOException broken) {
        return switch (broken) {
            case java.net.http.HttpTimeoutException e when answered -> "it stopped answering";
            case java.net.http.HttpTimeoutException e -> "it does not answer";
            case java.net.ConnectException e -> "nothing listens there";
            case javax.net.ssl.SSLException e -> "no TLS connection can be made";
            default -> "the connection broke";
        };
    }

    private JsonNode tree(HttpResponse<String> response) {
        try {
            return Json.tree(response.body());
        } catch (JacksonException e) {
            throw new ServerUnreachable(server, "what answers there is no Tintype server", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
