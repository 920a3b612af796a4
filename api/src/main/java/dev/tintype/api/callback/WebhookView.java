package dev.tintype.api.callback;

import dev.tintype.callback.Ed25519Key;
import dev.tintype.callback.Endpoint;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.job.EventType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint as its tenant sees it. */
@Schema(name = "Webhook", description = "A registered endpoint.")
public record WebhookView(
        @Schema(example = "we_01kb5c8vq0e1x9f3m7t2r6w4zn") String id,
        String url,
        List<EventType> events,
        @Nullable String description,

        @Schema(description = "Whether anything is sent to it.")
        boolean enabled,

        @Schema(
                description =
                        "Why nothing is: paused (you said so), gone (it answered 410), failing (nothing but failures"
                                + " for five days), backlog (too much waits for it).")
        Endpoint.@Nullable Disabled disabledReason,

        @Schema(description = "Since when every attempt has failed.") @Nullable
        Instant failingSince,

        @Schema(description = "What v1a signatures are checked with, if it has an Ed25519 key.") @Nullable
        String publicKey,

        @Schema(description = "Until when the secret before the last rotation signs too.") @Nullable
        Instant previousSecretUntil,

        Instant createdAt,

        @Schema(description = "The secret; shown when the endpoint is made, and never again.") @Nullable
        String secret) {
    static WebhookView of(Registered registered, Instant now, boolean withSecret) {
        Endpoint endpoint = registered.endpoint();
        Ed25519Key key = registered.keys().ed25519();
        return new WebhookView(
                endpoint.id().value(),
                endpoint.url(),
                endpoint.events(),
                endpoint.description(),
                endpoint.disabled() == null,
                endpoint.disabled(),
                endpoint.failingSince(),
                key == null ? null : key.publicText(),
                registered.keys().overlapUntil(now),
                endpoint.createdAt(),
                withSecret ? registered.keys().secret().reveal() : null);
    }

    /** All of a tenant's. */
    @Schema(name = "WebhookList")
    public record Page(List<WebhookView> items) {}
}
