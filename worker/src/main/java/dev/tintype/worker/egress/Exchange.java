package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/** One request of a browser and its answer. Used on one event loop only. */
final class Exchange {
    final HttpRequest request;
    final HostPort target;
    final String path;
    final boolean connect;
    final boolean head;
    final boolean webSocket;
    final WebSocketHandshake handshake = new WebSocketHandshake();
    /** Whether an earlier exchange has used the same connection to the host, which may therefore die at any moment. */
    final boolean reused;
    /** Whether the browser's connection ends with this exchange. */
    boolean close;

    boolean requestEnded;
    boolean answerEnded;
    /** Whether the answer being written is only the first of two. */
    boolean interim;

    /** The connection to the host. */
    @Nullable
    Channel line;

    Exchange(HttpRequest request, RequestTarget target, @Nullable Channel live) {
        this.request = request;
        this.target = target.address();
        this.path = target.path();
        this.connect = request.method().equals(HttpMethod.CONNECT);
        this.head = request.method().equals(HttpMethod.HEAD);
        this.webSocket = HopHeaders.isWebSocket(request);
        this.close = !HttpUtil.isKeepAlive(request);
        this.reused = live != null && !connect && !webSocket;
        this.line = reused ? live : null;
        target.writeTo(request);
        HopHeaders.strip(request, webSocket);
    }

    /** Whether a body follows the request's head. */
    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }
}
