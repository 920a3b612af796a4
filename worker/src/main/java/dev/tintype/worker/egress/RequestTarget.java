package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;

/**
 * Where a request goes, from its request line alone (RFC 9112 §3.2): the Host header never decides.
 *
 * @param path origin form; empty for CONNECT
 */
record RequestTarget(HostPort address, String path) {
    private static final String SCHEME = "http://";

    /**
     * Reads authority form after CONNECT and absolute form otherwise.
     *
     * @throws IllegalArgumentException for every other form, for credentials, and for a host no browser would accept
     */
    static RequestTarget of(HttpRequest request) {
        String uri = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)) {
            if (!uri.matches(".*:\\d+")) {
                throw new IllegalArgumentException("CONNECT needs host:port");
            }
            return new RequestTarget(HostPort.parse(uri, 0), "");
        }
        if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IllegalArgumentException("The request needs an http URL");
        }
        String rest = uri.substring(SCHEME.length());
        int end = 0;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String path = rest.substring(end);
        return new RequestTarget(HostPort.parse(rest.substring(0, end), 80), path.startsWith("/") ? path : "/" + path);
    }

    /** Gives {@code request} this target in one spelling, in its line and its Host header (RFC 9112 §3.2.2). */
    void writeTo(HttpRequest request) {
        boolean connect = request.method().equals(HttpMethod.CONNECT);
        request.setUri(connect ? address.toString() : SCHEME + address + path);
        String host = address.port() == 80 ? address.host().text() : address.toString();
        if (!List.of(host).equals(request.headers().getAll(HttpHeaderNames.HOST))) {
            request.headers().set("Host", host);
        }
    }
}
