package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that the page's host seems to have set before.
 *
 * @param domain of the page's own host, or above it; null: the host alone
 * @param expires null: with the visit
 */
public record Cookie(
        @Schema(description = "Name, an RFC 6265 token.", example = "session")
        @NotNull
        @Pattern(regexp = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}", message = "is not the name of a cookie")
        String name,

        @Schema(description = "Value; never shown again.", example = "abc123")
        @NotNull
        @Size(max = 4096)
        @Pattern(regexp = "[^\\x00-\\x1f\\x7f;]*", message = "must be one line without a semicolon")
        String value,

        @Schema(description = "Also for the hosts below this one.", example = "example.com")
        @Pattern(regexp = "\\.?[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*", message = "must be a host name")
        @Nullable
        String domain,

        @Schema(description = "Path it is for.", defaultValue = "/", example = "/")
        @Size(max = 1024)
        @Pattern(regexp = "/[^\\x00-\\x1f\\x7f;]*", message = "must begin with a slash")
        String path,

        @Schema(description = "Only over https.", defaultValue = "false", example = "true")
        Boolean secure,

        @Schema(description = "Hidden from scripts.", defaultValue = "false", example = "true")
        Boolean httpOnly,

        @Schema(
                description = "On which requests from other sites it goes along.",
                defaultValue = "lax",
                example = "lax")
        SameSite sameSite,

        @Schema(description = "When it ends; with the visit when left out.", example = "2035-01-01T00:00:00Z") @Nullable
        Instant expires) {
    public Cookie {
        path = path == null ? "/" : path;
        secure = secure != null && secure;
        httpOnly = httpOnly != null && httpOnly;
        sameSite = sameSite == null ? SameSite.LAX : sameSite;
    }

    /** Whether {@code host} may be told it. */
    boolean belongsTo(String host) {
        if (domain == null) {
            return true;
        }
        String above = domain.startsWith(".") ? domain.substring(1) : domain;
        return host.equalsIgnoreCase(above)
                || host.toLowerCase(Locale.ROOT).endsWith("." + above.toLowerCase(Locale.ROOT));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Cookie[" + name + "]";
    }

    /** RFC 6265bis. */
    public enum SameSite {
        STRICT,
        LAX,
        NONE
    }
}
