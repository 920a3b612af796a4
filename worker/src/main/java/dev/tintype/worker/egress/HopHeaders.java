package dev.tintype.worker.egress;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes out what is meant for this hop only (RFC 9110 §7.6.1), and what only we may say. */
final class HopHeaders {
    /** Named by Connection or not, these say how long the message is, so they stay. */
    private static final Set<String> FRAMING = Set.of("transfer-encoding", "content-length", "host");

    private HopHeaders() {}

    static boolean isWebSocket(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    static void strip(HttpRequest request, boolean webSocket) {
        HttpHeaders headers = request.headers();
        strip(headers);
        headers.remove(HttpHeaderNames.TE);
        headers.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
        if (webSocket) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
    }

    static void strip(HttpResponse response) {
        HttpHeaders headers = response.headers();
        strip(headers);
        headers.remove(HttpHeaderNames.PROXY_AUTHENTICATE);
        headers.remove(Refusals.HEADER);
    }

    private static void strip(HttpHeaders headers) {
        List<String> named = headers.getAllAsString(HttpHeaderNames.CONNECTION);
        for (String value : named) {
            for (String token : value.split(",", -1)) {
                String name = token.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !FRAMING.contains(name)) {
                    headers.remove(name);
                }
            }
        }
        headers.remove(HttpHeaderNames.CONNECTION);
        headers.remove("Keep-Alive");
        headers.remove("Proxy-Connection");
        headers.remove(HttpHeaderNames.UPGRADE);
    }
}
