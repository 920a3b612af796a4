package dev.tintype.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the operator's that pages may be visited through. It is dialled wherever it is: the operator vouches for it.
 *
 * @param name by which requests ask for it
 * @param username null: it asks for none
 * @param password null: it asks for none
 */
public record Upstream(
        String name,
        Kind kind,
        HostPort address,
        @Nullable String username,
        @Nullable String password) {
    /** What it speaks. */
    public enum Kind {
        /** {@code CONNECT} of RFC 9110 §9.3.6, for plain http as well. */
        HTTP(3128),
        /** RFC 1928. */
        SOCKS5(1080);

        private final int usualPort;

        Kind(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    /**
     * Reads {@code http://[user:password@]host[:port]} and {@code socks5://…}.
     *
     * @throws IllegalArgumentException for everything else; never quotes the address, which may hold a password
     */
    public static Upstream parse(String name, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
        Kind kind = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "http" -> Kind.HTTP;
            case "socks5" -> Kind.SOCKS5;
            default -> throw unreadable();
        };
        String authority = uri.getRawAuthority();
        String path = uri.getRawPath();
        if (authority == null || uri.getRawQuery() != null || !(path.isEmpty() || path.equals("/"))) {
            throw unreadable();
        }
        int at = authority.lastIndexOf('@');
        String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        HostPort address = HostPort.parse(authority.substring(at + 1), kind.usualPort);
        return new Upstream(
                name,
                kind,
                address,
                login.length > 0 ? decoded(login[0]) : null,
                login.length > 1 ? decoded(login[1]) : null);
    }

    private static String decoded(String text) {
        // a plus sign is itself here
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("is not an address of a proxy");
    }

    /** Without name and password. */
    @Override
    public String toString() {
        return name + " (" + kind.name().toLowerCase(Locale.ROOT) + "://" + address + ")";
    }
}
