package dev.tintype.callback.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.callback.Keyring;
import dev.tintype.callback.registry.EndpointRegistry.Changes;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.job.EventType;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.redis.RedisExtension;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

@ExtendWith(RedisExtension.class)
class EndpointRegistryTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final RedisClient redis;
    private final EndpointRegistry registry;

    EndpointRegistryTest(RedisClient redis) {
        this.redis = redis;
        SecretBox box = new SecretBox(new SealKeys(List.of("a-key-of-the-tests-with-32-letters")), "callback-secrets");
        this.registry = new EndpointRegistry(new EndpointStore(redis), box, InstantSource.fixed(NOW));
    }

    @Test
    void an_endpoint_comes_back_with_the_keys_it_was_made_with_and_none_of_them_is_kept_in_clear() {
        Registered made = create(true);

        Registered found = registry.find("acme", made.endpoint().id()).orElseThrow();

        assertThat(found.endpoint()).isEqualTo(made.endpoint());
        assertThat(found.keys().reveal()).isEqualTo(made.keys().reveal());
        String kept = redis.hgetAll("{tintype}:wh:ep:" + made.endpoint().id()).toString();
        assertThat(kept)
                .doesNotContain("whsec_", "whsk_", made.keys().secret().reveal().substring(6));
    }

    @Test
    void a_rotation_keeps_everything_else() {
        Registered made = create(false);

        Registered rotated = registry.rotate("acme", made.endpoint().id()).orElseThrow();

        assertThat(rotated.keys().secret().reveal())
                .isNotEqualTo(made.keys().secret().reveal());
        assertThat(rotated.keys().overlapUntil(NOW)).isEqualTo(NOW.plus(Keyring.OVERLAP));
        assertThat(rotated.endpoint().url()).isEqualTo(made.endpoint().url());
        assertThat(rotated.endpoint().events()).isEqualTo(made.endpoint().events());
    }

    @Test
    void only_what_is_said_changes() {
        Registered made = create(false);

        Registered changed = registry.change(
                        "acme",
                        made.endpoint().id(),
                        new Changes(null, List.of(EventType.JOB_FAILED), "orders", true, false))
                .orElseThrow();

        assertThat(changed.endpoint().url()).isEqualTo(made.endpoint().url());
        assertThat(changed.endpoint().events()).containsExactly(EventType.JOB_FAILED);
        assertThat(changed.endpoint().description()).isEqualTo("orders");
        assertThat(changed.endpoint().disabled()).hasToString("PAUSED");
        assertThat(changed.keys().ed25519()).isNotNull();
        assertThat(changed.keys().secret().reveal())
                .isEqualTo(made.keys().secret().reveal());
    }

    @Test
    void the_keys_of_jobs_are_made_once_and_rotate() {
        Keyring first = registry.keysOfJobs("acme");

        assertThat(registry.keysOfJobs("acme").reveal()).isEqualTo(first.reveal());
        assertThat(registry.keysOfJobs("globex").reveal()).isNotEqualTo(first.reveal());
        Keyring rotated = registry.rotateKeysOfJobs("acme");
        assertThat(rotated.overlapUntil(NOW)).isNotNull();
        assertThat(registry.keysOfJobs("acme").reveal()).isEqualTo(rotated.reveal());
    }

    @Test
    void somebody_else_s_endpoint_is_unknown() {
        Registered made = create(false);

        assertThat(registry.find("globex", made.endpoint().id())).isEmpty();
        assertThat(registry.rotate("globex", made.endpoint().id())).isEmpty();
        assertThat(registry.delete("globex", made.endpoint().id())).isFalse();
    }

    private Registered create(boolean asymmetric) {
        return registry.create("acme", "https://example.com/", List.of(EventType.JOB_SUCCEEDED), null, asymmetric)
                .orElseThrow();
    }
}
