package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Answer to a 401 with Basic, Digest or the like. */
public record HttpCredentials(
        @Schema(description = "User name.", example = "ada") @NotNull @Size(max = 255)
        String username,

        @Schema(description = "Password; never shown again.", example = "correct horse") @NotNull @Size(max = 1024)
        String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "HttpCredentials[…]";
    }
}
