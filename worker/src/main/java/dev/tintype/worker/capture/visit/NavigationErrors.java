package dev.tintype.worker.capture.visit;

import dev.tintype.egress.Host;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.egress.EgressReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the browser's network errors mean to a caller. The names are Chromium's {@code net_error_list.h}; they are read
 * here and nowhere else. When the proxy refused something, its word counts: the browser only sees a closed tunnel.
 */
public final class NavigationErrors {
    private static final Pattern NET_ERROR = Pattern.compile("net::(ERR_[A-Z0-9_]+)");
    // Not URI.getHost: it knows no 10.1 and no trailing dot.
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[^]]*]|[^:]*)(:(?<port>\\d{1,5}))?");
    /** The reason when the job itself asked for it. */
    static final String BLOCKED = "blocked";

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** First match wins; a name is matched from its beginning. */
    private static final List<Map.Entry<String, ErrorCode>> MEANINGS = List.of(
            Map.entry("ERR_NAME_", ErrorCode.DNS_FAILURE),
            Map.entry("ERR_DNS_", ErrorCode.DNS_FAILURE),
            Map.entry("ERR_CERT_", ErrorCode.TLS_FAILURE),
            Map.entry("ERR_SSL_", ErrorCode.TLS_FAILURE),
            Map.entry("ERR_BAD_SSL_", ErrorCode.TLS_FAILURE),
            Map.entry("ERR_TLS", ErrorCode.TLS_FAILURE),
            Map.entry("ERR_TOO_MANY_REDIRECTS", ErrorCode.TOO_MANY_REDIRECTS),
            Map.entry("ERR_PROXY_", ErrorCode.BROWSER_FAILED),
            Map.entry("ERR_MANDATORY_PROXY_", ErrorCode.BROWSER_FAILED),
            Map.entry("ERR_INSUFFICIENT_RESOURCES", ErrorCode.BROWSER_FAILED),
            Map.entry("ERR_TUNNEL_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_CONNECTION_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_ADDRESS_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_SOCKET_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_NETWORK_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_INTERNET_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_TIMED_OUT", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_EMPTY_RESPONSE", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_INCOMPLETE_", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_CONTENT_LENGTH_MISMATCH", ErrorCode.CONNECTION_FAILED),
            Map.entry("ERR_HTTP2_", ErrorCode.CONNECTION_FAILED));

    private NavigationErrors() {}

    /** The browser's own name of what went wrong, if {@code message} holds one. */
    static Optional<String> nameIn(String message) {
        Matcher matcher = NET_ERROR.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What {@code name} means; {@code navigation_failed} for every name that is not listed. */
    static ErrorCode meaning(String name) {
        return MEANINGS.stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ErrorCode.NAVIGATION_FAILED);
    }

    /** Whether and why the proxy refused the host and port of {@code url}. */
    static Optional<EgressReport.Refusal> refusal(String url, EgressReport report) {
        try {
            URI uri = new URI(url);
            Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
            if (!authority.matches()) {
                return Optional.empty();
            }
            String host = Host.parse(authority.group("host")).text();
            int port = authority.group("port") != null
                    ? Integer.parseInt(authority.group("port"))
                    : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
            return report.refusals().stream()
                    .filter(refusal -> refusal.host().equals(host) && refusal.port() == port)
                    .findFirst();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // the browser takes URLs that are none by the book; the proxy never saw this one
        }
    }

    /** The reason of one failed request: a wire name, with the host when the proxy refused it. */
    public static String reason(String url, String error, EgressReport report) {
        return refusal(url, report)
                .map(refusal -> (refusal.wanted() ? BLOCKED : refusal.code().wireName()) + ": " + refusal.host())
                .or(() -> nameIn(error).map(name -> switch (name) {
                    case "ERR_ABORTED" -> "aborted";
                    case "ERR_BLOCKED_BY_CLIENT" -> BLOCKED;
                    default -> meaning(name).wireName();
                }))
                .orElse(error);
    }

    /** The failure for a page that did not open because of {@code name}. */
    static JobFailure failure(String name, String url, EgressReport report, Throwable cause) {
        return refusal(url, report)
                .map(refusal -> new JobFailure(refusal.code(), refusal.detail(), cause))
                .orElseGet(() -> new JobFailure(meaning(name), detail(name, url), cause));
    }

    private static String detail(String name, String url) {
        String host = hostOf(url);
        return switch (meaning(name)) {
            case DNS_FAILURE -> "The host " + host + " could not be found";
            case TLS_FAILURE -> "The TLS connection to " + host + " failed (" + name + ")";
            case TOO_MANY_REDIRECTS -> host + " redirects without end";
            case CONNECTION_FAILED -> "The connection to " + host + " failed (" + name + ")";
            case BROWSER_FAILED -> "The way out to the network is closed";
            default ->
                name.equals("ERR_ABORTED")
                        ? host + " answered without a page (a download, or no content)"
                        : "The page could not be opened (" + name + ")";
        };
    }

    private static String hostOf(String url) {
        try {
            return String.valueOf(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return "the address";
        }
    }
}
