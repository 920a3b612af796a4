package dev.tintype.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    /** The vectors of the reference implementations. */
    @Test
    void signatures_are_those_of_the_standard() {
        WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Ed25519Key key = Ed25519Key.parse(
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9" + "lMicMFs6Kvg==");
        Keyring keys = Keyring.parse("[{\"secret\":\"" + secret.reveal() + "\",\"ed25519\":\"" + key.reveal() + "\"}]");

        assertThat(keys.sign(ID, THEN, BODY))
                .isEqualTo(
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
                                + " v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(key.publicText()).isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    @Test
    void the_official_library_verifies_what_is_signed_and_nothing_else() throws Exception {
        Keyring keys = Keyring.create(true);
        Webhook receiver = new Webhook(keys.secret().reveal());
        Instant now = Instant.now();

        receiver.verify(new String(BODY, UTF_8), headers(keys, now));

        assertThatThrownBy(() -> receiver.verify("{\"test\": 2432232315}", headers(keys, now)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(WebhookSecret.create().reveal())
                        .verify(new String(BODY, UTF_8), headers(keys, now)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void after_a_rotation_old_and_new_secret_both_verify_for_a_day() {
        Instant now = Instant.now();
        Keyring before = Keyring.create(false);
        Keyring after = before.rotate(now.minus(Keyring.OVERLAP).plusSeconds(60));
        Keyring later = before.rotate(now.minus(Keyring.OVERLAP).minusSeconds(60));

        assertThat(after.secret().reveal()).isNotEqualTo(before.secret().reveal());
        assertThat(after.overlapUntil(now)).isEqualTo(now.plusSeconds(60));
        verifies(after, before, now);
        verifies(after, after, now);
        verifies(later, later, now);
        assertThat(later.overlapUntil(now)).isNull();
        assertThatThrownBy(() -> verify(later, before, now)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void each_of_several_rotations_within_a_day_has_its_own_overlap() {
        Instant now = Instant.now();
        Keyring first = Keyring.create(true);
        Keyring second = first.rotate(now.minus(Duration.ofHours(23)));
        Keyring third = second.rotate(now);

        assertThat(third.sign(ID, now, BODY).split(" ")).hasSize(6);
        verifies(third, first, now);
        verifies(third, second, now);
        assertThat(third.sign(ID, now.plus(Duration.ofHours(2)), BODY).split(" "))
                .hasSize(4);
        assertThat(third.sign(ID, now.plus(Keyring.OVERLAP), BODY).split(" ")).hasSize(2);
    }

    @Test
    void what_is_kept_gives_back_the_same_keys() {
        Instant now = Instant.now();
        Keyring keys = Keyring.create(true).rotate(now);

        assertThat(Keyring.parse(keys.reveal()).sign(ID, now, BODY)).isEqualTo(keys.sign(ID, now, BODY));
    }

    @Test
    void an_asymmetric_key_comes_and_goes_without_changing_the_secret() {
        Keyring keys = Keyring.create(false);

        Keyring with = keys.asymmetric(true);

        assertThat(with.ed25519()).isNotNull();
        assertThat(with.secret().reveal()).isEqualTo(keys.secret().reveal());
        assertThat(with.asymmetric(true)).isSameAs(with);
        assertThat(with.asymmetric(false).ed25519()).isNull();
    }

    @Test
    void nothing_that_is_printed_shows_a_secret() {
        Keyring keys = Keyring.create(true);

        assertThat(keys + " " + keys.secret() + " " + keys.ed25519())
                .doesNotContain(keys.secret().reveal().substring(6))
                .doesNotContain("whsk_");
    }

    private static void verifies(Keyring sender, Keyring receiver, Instant now) {
        assertThatCode(() -> verify(sender, receiver, now)).doesNotThrowAnyException();
    }

    private static void verify(Keyring sender, Keyring receiver, Instant now) throws Exception {
        new Webhook(receiver.secret().reveal()).verify(new String(BODY, UTF_8), headers(sender, now));
    }

    private static Map<String, List<String>> headers(Keyring sender, Instant now) {
        return Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(sender.sign(ID, now, BODY)));
    }
}
