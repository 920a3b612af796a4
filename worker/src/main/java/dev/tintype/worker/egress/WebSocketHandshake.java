package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket asked for by a plain {@code Upgrade} is a tunnel whose first bytes are ours: the request, and the host's consent
 * to it. (LittleProxy's own way loses frames that come together with the consent, and has no limit to what it holds.)
 */
final class WebSocketHandshake {
    private static final int MAX_HEAD = 64 << 10;
    private static final String DECLINED = """
            HTTP/1.1 502 Bad Gateway\r
            Connection: close\r
            Content-Length: 0\r
            \r
            """;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final ByteBuf answer = Unpooled.buffer();

    /** What to ask LittleProxy for. */
    static HttpRequest tunnelTo(HostPort target) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, target.toString());
    }

    /** What to ask the host for. */
    static ByteBuf bytes(HttpRequest request, String path) {
        StringBuilder text = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
        request.headers()
                .forEach(header -> text.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        return Unpooled.copiedBuffer(text.append("\r\n"), StandardCharsets.ISO_8859_1);
    }

    /** Takes in what the host says. */
    void received(ByteBuf bytes) {
        answer.writeBytes(bytes);
    }

    boolean isComplete() {
        return answer.readableBytes() > MAX_HEAD || ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END), answer) >= 0;
    }

    boolean isAccepted() {
        return answer.toString(StandardCharsets.ISO_8859_1).matches("(?s)HTTP/1\\.1 101 .*\r\n\r\n.*");
    }

    /**
     * What to tell the browser: all the host has said so far, frames included. For a host that declined not its words, so that
     * the connection ends here for certain.
     */
    ByteBuf outcome() {
        return isAccepted() ? answer : Unpooled.copiedBuffer(DECLINED, StandardCharsets.US_ASCII);
    }
}
