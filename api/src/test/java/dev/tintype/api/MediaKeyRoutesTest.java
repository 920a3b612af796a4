package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.ledger.JobLedger;
import dev.tintype.mediakey.MediaKeyId;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.mediakey.MediaKeys;
import dev.tintype.mediakey.StreamKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/** Keys of encrypted streams: told to who has a link or may read the job's artifacts, and to nobody else. */
class MediaKeyRoutesTest extends ApiTest {
    private final StreamKey secret = StreamKey.create();
    private final RedisClient redis;

    MediaKeyRoutesTest(URI redis, JobLedger ledger, RedisClient client) {
        super(redis, ledger);
        this.redis = client;
    }

    /** A job of acme's that made a stream with two keys. */
    private JobId streamed() {
        JobId id = submit();
        claim(id);
        String sealed = server.bean(MediaKeys.class).seal("acme", id, "stream", secret, 2);
        ledger.finish(id, 1, new JobResult(List.of(), Map.of(), Map.of("stream", sealed)));
        return id;
    }

    private static String path(JobId job, int number) {
        return "/v1/keys/media/" + new MediaKeyId(job, "stream", number);
    }

    private String link(JobId job, int number, int seconds) {
        return server.bean(MediaKeyLinks.class)
                .sign(new MediaKeyId(job, "stream", number), Instant.now().plusSeconds(seconds));
    }

    private HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    @Test
    void a_link_tells_its_key_to_players_of_any_origin_and_no_other() {
        JobId job = streamed();
        String link = link(job, 1, 60);

        Reply told = send(stranger(link).header("Origin", "https://player.example"));

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.bytes()).isEqualTo(secret.key(1)).hasSize(16);
        assertThat(told.header("Content-Type")).contains("application/octet-stream");
        assertThat(told.header("Cache-Control")).contains("no-store");
        assertThat(told.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(send(stranger(link.replace(".stream.1", ".stream.0"))).status())
                .isEqualTo(403);
        assertThat(send(stranger(link.replace("signature=", "signature=x"))).json("code"))
                .isEqualTo("invalid-link");
        assertThat(send(stranger(link + "&redirect=1")).status()).isEqualTo(403);
        assertThat(send(stranger(path(job, 1))).status()).isEqualTo(401);
        assertThat(send(stranger(link).DELETE()).status()).isEqualTo(401);
    }

    @Test
    void players_see_why_they_get_no_key() {
        Reply refused = send(stranger(link(streamed(), 0, 60) + "x").header("Origin", "https://player.example"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void a_link_ends_with_its_time() {
        String link = link(streamed(), 0, 1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> send(stranger(link)).status() == 403);
    }

    @Test
    void a_link_and_its_key_end_with_the_job() {
        JobId job = streamed();
        String link = link(job, 0, 60);
        assertThat(send(stranger(link)).status()).isEqualTo(200);

        assertThat(send(to("/v1/jobs/" + job).DELETE()).status()).isEqualTo(204);

        assertThat(send(stranger(link)).json("code")).isEqualTo("invalid-link");
        assertThat(get(path(job, 0)).status()).isEqualTo(404);
        assertThat(redis.exists("{tintype}:job:" + job)).isFalse();
    }

    @Test
    void whoever_may_read_the_artifacts_gets_every_key_and_another_tenant_none() {
        JobId job = streamed();

        assertThat(get(path(job, 0)).bytes()).isEqualTo(secret.key(0));
        assertThat(get(path(job, 1)).bytes()).isEqualTo(secret.key(1));
        assertThat(get(path(job, 2)).json("code")).isEqualTo("key-not-found");
        assertThat(as(READER.reveal(), to(path(job, 0))).status()).isEqualTo(403);
        Reply foreign = as(OTHER.reveal(), to(path(job, 0)));
        Reply unknown = as(OTHER.reveal(), to(path(JobId.create(), 0)));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json("detail")).isEqualTo(unknown.json("detail"));
    }

    @Test
    void before_its_end_a_job_has_no_keys() {
        JobId job = submit();
        claim(job);

        assertThat(get(path(job, 0)).status()).isEqualTo(404);
    }

    @Test
    void players_get_a_licence_where_their_page_is_elsewhere() {
        String link = link(streamed(), 0, 60);
        Reply asked = send(stranger(link)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://player.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Methods").orElse("")).contains("POST");

        Reply licence = send(stranger(link)
                .header("Origin", "https://player.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"kids\":[\"x\"],\"type\":\"temporary\"}")));

        assertThat(licence.status()).isEqualTo(200);
        assertThat(licence.header("Access-Control-Allow-Origin")).contains("*");
        JsonNode key = licence.json().at("/keys/0");
        assertThat(Base64.getUrlDecoder().decode(key.get("k").asString())).isEqualTo(secret.key(0));
        assertThat(Base64.getUrlDecoder().decode(key.get("kid").asString())).isEqualTo(secret.kid(0));
    }

    @Test
    void no_other_route_lets_pages_of_others_read_it() {
        Reply reply = send(to("/v1/jobs").header("Origin", "https://player.example"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_job_shows_nothing_of_what_its_keys_are_derived_of_and_neither_does_redis_in_the_clear() {
        JobId job = streamed();
        String kept = redis.hget("{tintype}:job:" + job, "media_keys");

        assertThat(get("/v1/jobs/" + job).text()).doesNotContain("media_keys", "sealed");
        assertThat(kept)
                .contains("\"stream\"")
                .doesNotContain(Base64.getEncoder().encodeToString(secret.key(0)));
    }

    @Test
    void every_key_that_is_told_is_written_down_in_a_log_of_its_own() {
        JobId job = streamed();
        get(path(job, 1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(get("/v1/audit?log=media_keys&action=mediakey.told")
                                .text())
                        .contains(path(job, 1)));
    }
}
