package dev.tintype.api.callback;

import dev.tintype.callback.Ed25519Key;
import dev.tintype.callback.Keyring;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new secret, the only time that it can be seen. */
@Schema(name = "WebhookSecret", description = "A new secret, shown only now.")
public record WebhookSecretView(
        @Schema(example = "we_01kb5c8vq0e1x9f3m7t2r6w4zn") String id,

        @Schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        String secret,

        @Schema(description = "What v1a signatures are checked with, if it has an Ed25519 key.") @Nullable
        String publicKey,

        @Schema(description = "Until when the secret before signs too.") @Nullable
        Instant previousSecretUntil) {
    static WebhookSecretView of(String id, Keyring keys, Instant now) {
        Ed25519Key key = keys.ed25519();
        return new WebhookSecretView(
                id, keys.secret().reveal(), key == null ? null : key.publicText(), keys.overlapUntil(now));
    }
}
