package dev.tintype.api.mediakey;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import java.util.List;

/** Keys as a JSON Web Key Set: Encrypted Media Extensions §9.1.4. */
@Schema(name = "ClearKeyLicence", description = "A key as ClearKey players take it.")
public record ClearKeyLicence(
        @Schema(description = "The one key.") List<Key> keys,

        @Schema(description = "For how long players keep it.", example = "temporary")
        String type) {
    /** A JSON Web Key (RFC 7517). */
    @Schema(name = "ClearKey", description = "A key as a JSON Web Key.")
    public record Key(
            @Schema(description = "Always oct: bytes.", example = "oct")
            String kty,

            @Schema(description = "The name that the stream has for it, base64url.")
            String kid,

            @Schema(description = "The key, base64url.") String k) {}

    static ClearKeyLicence of(byte[] kid, byte[] key) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return new ClearKeyLicence(
                List.of(new Key("oct", base64.encodeToString(kid), base64.encodeToString(key))), "temporary");
    }
}
