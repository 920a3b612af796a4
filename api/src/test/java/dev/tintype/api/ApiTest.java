package dev.tintype.api;

import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.ledger.Claim;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisExtension;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.KeyHasher;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real HTTP against the real server; work that a worker would do is done on the ledger directly. */
@ExtendWith(RedisExtension.class)
abstract class ApiTest {
    static final String BOOTSTRAP = "the-token-of-the-settings";
    static final String CAPTURE = "{\"type\":\"capture\",\"source\":{\"url\":\"https://example.com/\"}}";
    /** Every scope, tenant acme. */
    static final KeyToken ACME = KeyToken.create();
    /** Every scope, another tenant. */
    static final KeyToken OTHER = KeyToken.create();
    /** May read jobs, nothing else; tenant acme. */
    static final KeyToken READER = KeyToken.create();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LEASE = Duration.ofSeconds(30);

    final ApiServer server;
    final JobLedger ledger;

    ApiTest(URI redis, JobLedger ledger) {
        this(ApiServer.on(redis), ledger);
    }

    /** With a server of the test's own, which it closes. */
    ApiTest(ApiServer server, JobLedger ledger) {
        this.server = server;
        this.ledger = ledger;
    }

    @BeforeEach
    void addKeys() {
        addKey(ACME, "acme", Set.of(Scope.ADMIN), null);
        addKey(OTHER, "other", Set.of(Scope.ADMIN), null);
        addKey(READER, "acme", Set.of(Scope.JOBS_READ), null);
    }

    void addKey(KeyToken token, String tenant, Set<Scope> scopes, @Nullable Instant expires) {
        String hash = server.bean(KeyHasher.class).hash(token.reveal());
        server.bean(ApiKeyStore.class)
                .add(new ApiKey(token.kid(), tenant, "test", scopes, hash, Instant.now(), expires, false));
    }

    /** A request of acme's, to be changed. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + ACME.reveal());
    }

    Reply as(String token, HttpRequest.Builder request) {
        return send(request.setHeader("Authorization", "Bearer " + token));
    }

    Reply get(String path) {
        return send(to(path).GET());
    }

    Reply post(String path, String body, String... headers) {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Submits a capture and gives its id. */
    JobId submit() {
        return new JobId(post("/v1/jobs", CAPTURE).json("id"));
    }

    /** Does what a worker does first. */
    int claim(JobId id) {
        return ((Claim.Claimed) ledger.claim(id, "worker", LEASE)).job().attempt();
    }

    /** Does what a worker does last. */
    void finish(JobId id, Artifact... artifacts) {
        ledger.finish(id, 1, new JobResult(List.of(artifacts), Map.of("status", 200)));
    }

    JobId finished(Artifact... artifacts) {
        JobId id = submit();
        claim(id);
        finish(id, artifacts);
        return id;
    }
}
