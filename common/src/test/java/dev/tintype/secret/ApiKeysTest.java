package dev.tintype.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExtension;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

@ExtendWith(RedisExtension.class)
class ApiKeysTest {
    private static final String CHOSEN = "a-token-of-my-own";
    private static final Clock CLOCK = Clock.systemUTC();

    private final RedisClient redis;
    private final KeyHasher hasher = new KeyHasher("pepper");
    private final ApiKeyStore store;
    private final ApiKeys keys;
    private final KeyBootstrap bootstrap;
    private final List<KeyToken> handedOver = new ArrayList<>();

    ApiKeysTest(RedisClient redis) {
        this.redis = redis;
        this.store = new ApiKeyStore(redis);
        this.keys = new ApiKeys(store, hasher, CLOCK);
        this.bootstrap = new KeyBootstrap(store, hasher, CLOCK);
    }

    @Test
    void a_new_server_makes_one_admin_key_and_hands_it_over_once() {
        bootstrap.run(null, handedOver::add);
        bootstrap.run(null, handedOver::add);

        assertThat(handedOver).hasSize(1);
        assertThat(keys.authenticate(handedOver.getFirst().reveal())).hasValueSatisfying(key -> {
            assertThat(key.tenant()).isEqualTo("default");
            assertThat(key.allows(Scope.JOBS_WRITE)).isTrue();
        });
    }

    @Test
    void a_first_key_that_could_not_be_handed_over_is_not_kept() {
        assertThatThrownBy(() -> bootstrap.run(null, token -> {
                    throw new IllegalStateException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(store.list()).isEmpty();
    }

    @Test
    void the_token_of_the_settings_works_and_its_successor_ends_it() {
        KeyToken second = KeyToken.create();

        bootstrap.run(CHOSEN, handedOver::add);
        assertThat(keys.authenticate(CHOSEN)).isPresent();
        bootstrap.run(second.reveal(), handedOver::add);

        assertThat(keys.authenticate(second.reveal())).isPresent();
        assertThat(new ApiKeys(store, hasher, CLOCK).authenticate(CHOSEN)).isEmpty();
        assertThat(handedOver).isEmpty();
        assertThat(store.list()).extracting(ApiKey::kid).containsExactly(second.kid());
    }

    @Test
    void a_token_too_short_or_mistyped_stops_the_start() {
        String mistyped = KeyToken.create().reveal().replaceAll(".$", "x");

        assertThatThrownBy(() -> bootstrap.run("short", handedOver::add)).hasMessageContaining("too short");
        assertThatThrownBy(() -> bootstrap.run(mistyped, handedOver::add)).hasMessageContaining("checksum");
    }

    @Test
    void only_the_exact_token_works() {
        KeyToken token = add(Set.of(Scope.JOBS_READ), null);
        KeyToken other = KeyToken.create();
        String otherSecret = token.reveal().replaceFirst("_[0-9A-Za-z]{43}_.*", "")
                + other.reveal().substring(KeyToken.PREFIX.length() + 12);

        assertThat(keys.authenticate(token.reveal())).isPresent();
        assertThat(keys.authenticate(otherSecret)).isEmpty();
        assertThat(keys.authenticate(other.reveal())).isEmpty();
        assertThat(keys.authenticate("")).isEmpty();
        assertThat(keys.authenticate("x".repeat(100_000))).isEmpty();
        assertThat(new ApiKeys(store, new KeyHasher("other"), CLOCK).authenticate(token.reveal()))
                .isEmpty();
    }

    @Test
    void a_key_has_its_scopes_and_no_others() {
        ApiKey key =
                keys.authenticate(add(Set.of(Scope.JOBS_READ), null).reveal()).orElseThrow();

        assertThat(key.allows(Scope.JOBS_READ)).isTrue();
        assertThat(key.allows(Scope.JOBS_WRITE)).isFalse();
        assertThat(key.allows(Scope.ADMIN)).isFalse();
    }

    @Test
    void an_expired_key_does_not_work() {
        KeyToken token = add(Set.of(Scope.ADMIN), Instant.now().minusSeconds(1));

        assertThat(keys.authenticate(token.reveal())).isEmpty();
    }

    @Test
    void a_revoked_key_is_dead_within_a_second() {
        KeyToken token = add(Set.of(Scope.ADMIN), null);
        assertThat(keys.authenticate(token.reveal())).isPresent();

        assertThat(store.disable(token.kid())).isTrue();

        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> keys.authenticate(token.reveal()).isEmpty());
        assertThat(store.disable("nobody")).isFalse();
    }

    @Test
    void the_store_holds_no_token() {
        KeyToken token = add(Set.of(Scope.ADMIN), null);
        bootstrap.run(CHOSEN, handedOver::add);

        List<String> values =
                new ArrayList<>(redis.hgetAll("{tintype}:key:" + token.kid()).values());
        redis.smembers("{tintype}:keys").forEach(kid -> {
            values.add(kid);
            values.addAll(redis.hgetAll("{tintype}:key:" + kid).values());
        });

        String secret = token.reveal().split("_", -1)[3];
        assertThat(values).noneMatch(value -> value.contains(secret) || value.contains(CHOSEN));
        assertThat(token).hasToString("tt_live_" + token.kid() + "_…");
    }

    @Test
    void a_server_that_does_not_answer_is_said_to_be_unavailable() {
        try (RedisClient nobody = RedisClients.pooled(URI.create("redis://127.0.0.1:1"))) {
            ApiKeys unreachable = new ApiKeys(new ApiKeyStore(nobody), hasher, CLOCK);
            String token = KeyToken.create().reveal();

            assertThatThrownBy(() -> unreachable.authenticate(token)).isInstanceOf(LedgerUnavailable.class);
        }
    }

    @Test
    void every_node_gets_the_same_secret_for_a_purpose() {
        byte[] first = new ServerSecrets(redis).get("cursor");

        assertThat(new ServerSecrets(redis).get("cursor")).hasSize(32).isEqualTo(first);
        assertThat(new ServerSecrets(redis).get("links")).isNotEqualTo(first);
    }

    private KeyToken add(Set<Scope> scopes, @org.jspecify.annotations.Nullable Instant expires) {
        KeyToken token = KeyToken.create();
        store.add(new ApiKey(
                token.kid(), "acme", "test", scopes, hasher.hash(token.reveal()), CLOCK.instant(), expires, false));
        return token;
    }
}
