package dev.tintype.api.key;

import dev.tintype.secret.ApiKey;
import dev.tintype.secret.KeyIssuer.Issued;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key as those who manage it see it. */
@Schema(name = "Key", description = "An API key, without its secret.")
public record KeyView(
        @Schema(description = "Its public name; the key itself has it in its middle.", example = "8fJq2LxT0aZc")
        String id,

        String tenant,
        String name,
        List<Scope> scopes,
        Instant createdAt,

        @Schema(description = "When it stops working.") @Nullable
        Instant expiresAt,

        @Schema(description = "Addresses and ranges that it works from; from anywhere when left out.") @Nullable
        List<String> allowedIps,

        @Schema(description = "When it was last used, to the minute; left out when it was not yet.") @Nullable
        Instant lastUsedAt,

        @Schema(description = "Whether it works now.") boolean active,

        @Schema(description = "Whether it was taken back.") boolean revoked,

        @Schema(description = "The key itself; shown when it is made, and never again.") @Nullable
        String key) {
    static KeyView of(ApiKey key, Instant now) {
        return of(key, now, null);
    }

    static KeyView of(Issued issued, Instant now) {
        return of(issued.key(), now, issued.token().reveal());
    }

    private static KeyView of(ApiKey key, Instant now, @Nullable String token) {
        return new KeyView(
                key.kid(),
                key.tenant(),
                key.name(),
                key.scopes().stream().sorted().toList(),
                key.created(),
                key.expires(),
                key.allowedIps().isEmpty() ? null : key.allowedIps(),
                key.lastUsed(),
                key.validAt(now),
                key.disabled(),
                token);
    }

    /** All that may be seen. */
    @Schema(name = "KeyList")
    public record Page(List<KeyView> items) {}
}
