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
    final boolean connect;
    final boolean head;
    final boolean webSocket;
    /** Whether an earlier exchange has used the same connection to the host, which may therefore die at any moment. */
    final boolean reused;
    /** Whether the browser's connection ends with this exchange. */
    boolean close;

    boolean requestEnded;
    boolean answerEnded;
    boolean interim;

    @Nullable
    Channel host;

    Exchange(HttpRequest request, RequestTarget target, @Nullable Channel live) {
        this.request = request;
        this.target = target.address();
        this.connect = request.method().equals(HttpMethod.CONNECT);
        this.head = request.method().equals(HttpMethod.HEAD);
        this.webSocket = HopHeaders.isWebSocket(request);
        this.close = !HttpUtil.isKeepAlive(request);
        this.reused = live != null && !connect;
        this.host = reused ? live : null;
        target.writeTo(request);
        HopHeaders.strip(request, webSocket);
    }

    /** Whether a body follows the request's head. */
    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }
}
