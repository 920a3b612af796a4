package dev.tintype.api.key;

import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key to be made. */
public record KeyRequest(
        @Schema(description = "What people call it.", example = "shop, production") @NotBlank @Size(max = 100)
        String name,

        @Schema(
                description = "What it may do; no more than the key that makes it.",
                example = "[\"jobs:write\", \"jobs:read\", \"artifacts:read\"]")
        @NotEmpty
        @Size(max = 16)
        List<@NotNull Scope> scopes,

        @Schema(description = "When it stops working. Never when left out.", example = "2030-01-01T00:00:00Z")
        @Future
        @Nullable
        Instant expiresAt,

        @Schema(
                description = "Whose jobs it sees. Only an admin key may name another tenant than its own.",
                example = "acme")
        @Pattern(regexp = "[a-z0-9][a-z0-9_-]{0,62}")
        @Nullable
        String tenant,

        @Schema(
                description =
                        "Addresses and ranges that it works from. From anywhere when left out. Links made with it work"
                                + " from anywhere.",
                example = "[\"192.0.2.7\", \"2001:db8::/32\"]")
        @Size(min = 1, max = 50)
        @Nullable
        List<@NotNull @Size(max = 49) String> allowedIps) {}
