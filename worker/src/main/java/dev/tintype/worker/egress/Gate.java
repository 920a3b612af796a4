package dev.tintype.worker.egress;

import dev.tintype.egress.Decision;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.HostPort;
import dev.tintype.job.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a browser's connection and LittleProxy. Every request stops here until its target has been resolved and
 * decided on; only then does LittleProxy see it, and it can connect only to the addresses decided on, which it gets one by one
 * through {@link #dial}. The gate lets one exchange through at a time and answers refusals itself. It lives on one event loop.
 *
 * <p>It also keeps LittleProxy from what it does badly: writing to a host while still connecting (blocks the event loop), and
 * leaving the browser waiting when a host goes away in the middle of an answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class Gate extends ChannelDuplexHandler {
    private enum Phase {
        /** Between exchanges. */
        IDLE,
        /** The name is being looked up. */
        DECIDING,
        /** LittleProxy has the request's head and connects. */
        CONNECTING,
        /** The host has the request. */
        WAITING,
        /** The answer's head is on its way to the browser. */
        ANSWERING,
        /** Refused; the rest of the request is thrown away. */
        DRAINING,
        /** After CONNECT. */
        TUNNEL,
        /** After the upgrade to a WebSocket. */
        UPGRADED
    }

    /** LittleProxy's name for its own. */
    private static final String HANDLER = "handler";

    /** Messages a browser may send ahead of its turn. */
    private static final int MAX_HELD = 1_024;

    private final EgressPolicy policy;
    private final Account account;
    private final Duration idle;
    private final Deque<HttpObject> held = new ArrayDeque<>();
    private final Deque<InetAddress> addresses = new ArrayDeque<>();
    private final Map<HostPort, Channel> hosts = new HashMap<>();
    private Phase phase = Phase.IDLE;

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Exchange exchange;

    Gate(EgressPolicy policy, Account account, Duration idle) {
        this.policy = policy;
        this.account = account;
        this.idle = idle;
    }

    /** Takes its place directly before LittleProxy's handler. */
    void install(ChannelPipeline pipeline) {
        pipeline.addBefore(HANDLER, null, new IdleStateHandler(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS));
        pipeline.addBefore(HANDLER, null, this);
    }

    Account account() {
        return account;
    }

    /** What the current exchange asked for. */
    HostPort target() {
        return exchange().target;
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }

    private Exchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("no exchange");
        }
        return exchange;
    }

    // ---- the browser's side

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        account.opened(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object msg) {
        if (phase == Phase.TUNNEL || phase == Phase.UPGRADED) {
            if (msg instanceof ByteBuf) {
                context.fireChannelRead(msg);
            } else {
                ReferenceCountUtil.release(msg);
            }
        } else if (msg instanceof HttpObject object && held.size() < MAX_HELD) {
            held.add(object);
            pump();
        } else {
            ReferenceCountUtil.release(msg);
            context.close();
        }
    }

    /** Lets through what is held, as far as the phase allows. */
    private void pump() {
        while (!held.isEmpty()) {
            switch (phase) {
                case IDLE -> idle(held.remove());
                case DECIDING, CONNECTING -> {
                    return;
                }
                case WAITING, ANSWERING -> {
                    if (exchange().requestEnded) {
                        return;
                    }
                    HttpObject part = held.remove();
                    exchange().requestEnded = part instanceof LastHttpContent;
                    ctx().fireChannelRead(part);
                    endIfDone();
                }
                case DRAINING, TUNNEL, UPGRADED -> {
                    HttpObject part = held.remove();
                    ReferenceCountUtil.release(part);
                    if (part instanceof LastHttpContent && phase == Phase.DRAINING) {
                        phase = Phase.IDLE;
                    }
                }
            }
        }
    }

    private void idle(HttpObject first) {
        if (!(first instanceof HttpRequest request)) {
            ReferenceCountUtil.release(first);
            return;
        }
        if (request.decoderResult().isFailure()) {
            answerNonsense(tooLong(request.decoderResult().cause()), "The request cannot be read");
            return;
        }
        try {
            RequestTarget target = RequestTarget.of(request);
            Channel live = hosts.get(target.address());
            start(new Exchange(request, target, live != null && live.isActive() ? live : null));
        } catch (IllegalArgumentException e) {
            answerNonsense(HttpResponseStatus.BAD_REQUEST, "The request's target " + e.getMessage());
        }
    }

    private static HttpResponseStatus tooLong(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private void start(Exchange next) {
        exchange = next;
        Optional<String> exceeded = account.admit(next.target);
        if (exceeded.isPresent()) {
            refuse(HttpResponseStatus.FORBIDDEN, ErrorCode.LIMIT_EXCEEDED, exceeded.get());
        } else if (next.reused) {
            phase = Phase.WAITING;
            ctx().fireChannelRead(next.request);
        } else {
            phase = Phase.DECIDING;
            ctx().channel().config().setAutoRead(false);
            account.lookups()
                    .of(next.target.host())
                    // Queued even when the answer is there at once: a host's connection that is just closing gets its
                    // turn first.
                    .whenComplete((answers, failure) -> ctx().executor().execute(() -> decide(next, answers, failure)));
        }
    }

    private void decide(Exchange asked, @Nullable List<InetAddress> answers, @Nullable Throwable failure) {
        if (exchange != asked || !ctx().channel().isActive()) {
            return;
        }
        if (failure != null || answers == null) {
            refuse(
                    HttpResponseStatus.BAD_GATEWAY,
                    ErrorCode.DNS_FAILURE,
                    "The host " + asked.target.host().text() + " could not be found");
            return;
        }
        switch (policy.decide(asked.target, answers)) {
            case Decision.Denied(String reason) ->
                refuse(
                        HttpResponseStatus.FORBIDDEN,
                        ErrorCode.EGRESS_DENIED,
                        asked.target + " is not allowed: " + reason);
            case Decision.Allowed(List<InetAddress> allowed) -> {
                addresses.clear();
                addresses.addAll(allowed.subList(0, Math.min(allowed.size(), EgressProxy.MAX_DIALS)));
                phase = Phase.CONNECTING;
                ctx().fireChannelRead(asked.request);
            }
        }
        pump();
    }

    // ---- LittleProxy's side

    /** Whether {@link #dial} has an address to give. */
    boolean mayDial() {
        return phase == Phase.CONNECTING && !addresses.isEmpty();
    }

    /** Hands out the next address decided on for the current exchange; each is dialled once. */
    Optional<InetSocketAddress> dial(Channel host) {
        if (!mayDial()) {
            return Optional.empty();
        }
        account.dialled();
        exchange().host = host;
        hosts.put(target(), host);
        return Optional.of(new InetSocketAddress(addresses.remove(), target().port()));
    }

    /** A plain connection is up; LittleProxy writes the request's head as soon as this returns, and the rest may follow. */
    void connected() {
        if (phase == Phase.CONNECTING) {
            phase = Phase.WAITING;
            ctx().executor().execute(this::pump);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            writeBytes(bytes, promise);
            return;
        }
        switch (phase) {
            case CONNECTING -> writeWhileConnecting(msg, promise);
            case WAITING -> {
                if (msg instanceof HttpResponse response) {
                    writeHead(response, promise);
                } else {
                    writePart(msg, promise);
                }
            }
            case ANSWERING -> writePart(msg, promise);
            default -> drop(msg, promise);
        }
    }

    /** Outside of tunnels LittleProxy writes only empty buffers, to learn that what went before has been flushed. */
    private void writeBytes(ByteBuf bytes, ChannelPromise promise) {
        if (phase == Phase.TUNNEL || phase == Phase.UPGRADED || !bytes.isReadable()) {
            ctx().write(bytes, promise);
        } else {
            drop(bytes, promise);
        }
    }

    private static void drop(Object msg, ChannelPromise promise) {
        ReferenceCountUtil.release(msg);
        promise.trySuccess();
    }

    private void writeWhileConnecting(Object msg, ChannelPromise promise) {
        if (exchange().connect
                && msg instanceof HttpResponse response
                && response.status().code() == 200) {
            response.headers().remove(HttpHeaderNames.VIA);
            phase = Phase.TUNNEL;
            ctx().write(response, promise);
            pump();
            return;
        }
        // LittleProxy's answer that no connection came up
        drop(msg, promise);
        refuse(
                HttpResponseStatus.BAD_GATEWAY,
                ErrorCode.CONNECTION_FAILED,
                "The host " + target() + " could not be reached");
        ctx().executor().execute(this::pump);
    }

    private void writeHead(HttpResponse response, ChannelPromise promise) {
        Exchange current = exchange();
        if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            if (current.webSocket) {
                phase = Phase.UPGRADED;
                ctx().write(response, promise);
            } else {
                drop(response, promise);
                ctx().close();
            }
            return;
        }
        HopHeaders.strip(response);
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            current.interim = true;
            writePart(response, promise);
            return;
        }
        current.interim = false;
        phase = Phase.ANSWERING;
        if (current.head) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        HttpUtil.setKeepAlive(response, !current.close);
        writePart(response, promise);
    }

    private void writePart(Object msg, ChannelPromise promise) {
        Exchange current = exchange();
        if (msg instanceof HttpContent part && part.decoderResult().isFailure()) {
            drop(msg, promise);
            ctx().close();
            return;
        }
        if (msg instanceof LastHttpContent && current.interim) {
            current.interim = false;
            ctx().write(msg, promise);
        } else if (msg instanceof LastHttpContent) {
            ctx().write(msg, promise.unvoid()).addListener(_ -> {
                current.answerEnded = true;
                endIfDone();
                pump();
            });
        } else {
            ctx().write(msg, promise);
        }
    }

    private void endIfDone() {
        if (exchange != null && phase == Phase.ANSWERING && exchange.answerEnded) {
            if (exchange.close) {
                ctx().close();
            } else if (exchange.requestEnded) {
                exchange = null;
                phase = Phase.IDLE;
            }
        }
    }

    // ---- ends

    /** A connection to a host that was up is gone. */
    void hostClosed(Channel host) {
        hosts.values().remove(host);
        if (exchange == null || !host.equals(exchange.host)) {
            return;
        }
        switch (phase) {
            case TUNNEL, UPGRADED -> closeAfterFlush();
            case WAITING -> {
                if (exchange.reused) {
                    // A kept connection may always die like this, and a browser asks again by itself.
                    ctx().close();
                } else {
                    exchange.close = true;
                    refuse(
                            HttpResponseStatus.BAD_GATEWAY,
                            ErrorCode.CONNECTION_FAILED,
                            "The host " + target() + " closed the connection without an answer");
                }
            }
            case ANSWERING -> {
                if (!exchange.answerEnded) {
                    closeAfterFlush();
                }
            }
            default -> {}
        }
    }

    private void closeAfterFlush() {
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Nothing else watches how fast either side of a WebSocket reads. */
    void hostWritable(boolean writable) {
        if (phase == Phase.UPGRADED) {
            ctx().channel().config().setAutoRead(writable);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (phase == Phase.UPGRADED && exchange != null && exchange.host != null) {
            exchange.host.config().setAutoRead(context.channel().isWritable());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            context.fireUserEventTriggered(event);
        } else if (phase == Phase.WAITING) {
            exchange().close = true;
            refuse(
                    HttpResponseStatus.GATEWAY_TIMEOUT,
                    ErrorCode.CONNECTION_FAILED,
                    "The host " + target() + " did not answer in time");
        } else {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        addresses.clear();
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        List.copyOf(hosts.values()).forEach(Channel::close);
        context.fireChannelInactive();
    }

    private void refuse(HttpResponseStatus status, ErrorCode code, String detail) {
        Exchange refused = exchange();
        account.refused(refused.target, code, detail);
        refused.close |= refused.hasBody();
        answer(Refusals.response(status, code, detail, refused.head), refused.close);
        phase = refused.requestEnded ? Phase.IDLE : Phase.DRAINING;
        exchange = null;
        ctx().channel().config().setAutoRead(true);
    }

    private void answerNonsense(HttpResponseStatus status, String detail) {
        phase = Phase.DRAINING;
        answer(Refusals.plain(status, detail, false), true);
    }

    private void answer(FullHttpResponse response, boolean close) {
        HttpUtil.setKeepAlive(response, !close);
        var written = ctx().writeAndFlush(response);
        if (close) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
