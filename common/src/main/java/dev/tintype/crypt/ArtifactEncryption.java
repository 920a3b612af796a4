package dev.tintype.crypt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For whom a job's artifacts are encrypted.
 *
 * @param password of mode password
 * @param jwk of mode public_key: a JWK (RFC 7517) without its private part
 */
@Schema(description = "For whom the job's artifacts are encrypted before they are stored.")
public record ArtifactEncryption(
        @Schema(
                description =
                        "tenant: kept encrypted, and given out in the clear to whoever may read them. password, public_key:"
                                + " given out encrypted, as files that tintype decrypt opens; the server cannot.",
                example = "tenant")
        @NotNull
        Mode mode,

        @Schema(description = "For mode password.") @Size(min = 8, max = 256) @Nullable
        String password,

        @Schema(
                description = "For mode public_key: a public JWK, RSA of at least 2048 bits or EC P-256, P-384, P-521.",
                type = "object")
        @Nullable
        Map<String, Object> jwk) {
    /** For the tenant, whose key the server has. */
    public static final ArtifactEncryption TENANT = new ArtifactEncryption(Mode.TENANT, null, null);

    /** Who opens it. */
    public enum Mode {
        TENANT,
        PASSWORD,
        @JsonProperty("public_key")
        PUBLIC_KEY
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "password is for mode password, and needed there")
    public boolean isPasswordWithItsMode() {
        return mode == null || (mode == Mode.PASSWORD) == (password != null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "jwk is for mode public_key, and needed there")
    public boolean isKeyWithItsMode() {
        return mode == null || (mode == Mode.PUBLIC_KEY) == (jwk != null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "jwk is the public part of a key, and nothing of its private part: RSA of at least 2048 bits, or"
                    + " EC P-256, P-384 or P-521")
    public boolean isKeyPublic() {
        return jwk == null || PublicKeys.usable(jwk);
    }

    /** Without what is confidential. */
    @Override
    public String toString() {
        return "ArtifactEncryption[" + mode + "]";
    }
}
