package dev.tintype.worker.egress;

import dev.tintype.job.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** The proxy's own answers. */
final class Refusals {
    /** Carries the wire name of an {@link ErrorCode} on answers of the proxy's own, and on no other. */
    static final String HEADER = "X-Tintype-Egress";

    private Refusals() {}

    /** How to call a request that could not be read. */
    static HttpResponseStatus statusOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    static FullHttpResponse response(Admission.Stop stop, boolean head) {
        FullHttpResponse response = plain(stop.status(), stop.detail(), head);
        response.headers().set(HEADER, stop.code().wireName());
        return response;
    }

    /** For what is no request at all. */
    static FullHttpResponse plain(HttpResponseStatus status, String detail, boolean head) {
        ByteBuf body = head
                ? Unpooled.EMPTY_BUFFER
                : ByteBufUtil.writeUtf8(Unpooled.buffer().alloc(), detail + "\n");
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }
}
