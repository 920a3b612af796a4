package dev.tintype.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.redis.RedisClients;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** How services start when what they need is not as it should be. */
class StartTest {
    private static final URI NO_BROKER = URI.create("amqp://guest:guest@127.0.0.1:1");

    @Test
    void without_a_broker_an_api_starts_says_so_and_accepts() throws Exception {
        try (Fleet fleet = new Fleet(NO_BROKER)) {
            ServiceProcess api = fleet.api();

            var health = Json.tree(api.send("GET", "/health", "").body());
            assertThat(health.get("status").asString()).isEqualTo("degraded");
            assertThat(health.at("/dependencies/broker/detail").asString()).contains("jobs are accepted");
            assertThat(api.send("POST", "/v1/jobs", "{\"type\":\"noop\"}").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void a_redis_that_may_lose_jobs_is_refused_in_words_unless_that_is_asked_for() throws Exception {
        try (Fleet fleet = new Fleet(NO_BROKER);
                Jedis redis = RedisClients.dedicated(fleet.redis(), java.time.Duration.ofSeconds(1))) {
            redis.configSet("maxmemory-policy", "allkeys-lru");

            ServiceProcess refused = fleet.api(Map.of());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.log())
                    .contains("maxmemory-policy allkeys-lru")
                    .contains("Set maxmemory-policy to noeviction")
                    .contains("TINTYPE_REDIS_UNSAFE=true")
                    .doesNotContain("at dev.tintype");

            redis.configSet("maxmemory-policy", "noeviction");
            redis.configSet("appendonly", "no");
            ServiceProcess forgetful = fleet.api(Map.of());
            assertThat(forgetful.exitCode()).isEqualTo(1);
            assertThat(forgetful.log()).contains("appendonly no").contains("Set appendonly to yes");

            fleet.api(Map.of("TINTYPE_REDIS_UNSAFE", "true")).ready();
        }
    }
}
