package dev.tintype.worker.capture.visit;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Origins as the browser spells them: punycode, lower case, no default port. */
final class Origins {
    private static final String HTTPS = "https";

    private Origins() {}

    /** The origin of an http or https address; empty for what is none. */
    static String of(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (host == null) {
                return "";
            }
            int usual = scheme.equals(HTTPS) ? 443 : 80;
            String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            String name = host.startsWith("[") ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            return scheme + "://" + name.toLowerCase(Locale.ROOT) + port;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return "";
        }
    }

    /** The same place over TLS, where {@code http://host} commonly leads; itself where there is none. */
    static String secured(String origin) {
        boolean plain = origin.startsWith("http://")
                && !origin.substring("http://".length()).matches(".*:\\d+");
        return plain ? HTTPS + origin.substring("http".length()) : origin;
    }
}
