package dev.tintype.worker.egress;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.HostPort;
import dev.tintype.worker.egress.Admission.Go;
import dev.tintype.worker.egress.Admission.Stop;
import dev.tintype.worker.egress.Admission.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
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
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    /** LittleProxy's name for its handler. */
    private static final String HTTP_DECODER = "decoder";
    /** Messages a browser may send ahead of its turn. */
    private static final int MAX_HELD = 64;

    private final Account account;
    private final Admission admission;
    private final Lines lines = new Lines();
    private final Deque<HttpObject> held = new ArrayDeque<>();
    private Phase phase = Phase.IDLE;

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Exchange exchange;
    private @Nullable Through through;

    Gate(EgressPolicy policy, Account account) {
        this.account = account;
        this.admission = new Admission(policy, account);
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
        if (phase == Phase.TUNNEL && msg instanceof ByteBuf) {
            context.fireChannelRead(msg);
        } else if (msg instanceof HttpObject object && held.size() < MAX_HELD) {
            held.add(object);
            pump();
        } else {
            // Bytes ahead of the tunnel they are for, or more messages than anyone sends ahead
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
                case DRAINING, SWITCHING, TUNNEL -> {
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
            answerNonsense(Refusals.statusOf(request.decoderResult().cause()), "The request cannot be read");
            return;
        }
        try {
            RequestTarget target = RequestTarget.of(request);
            start(new Exchange(request, target, lines.live(target.address())));
        } catch (IllegalArgumentException e) {
            answerNonsense(HttpResponseStatus.BAD_REQUEST, "The request's target " + e.getMessage());
        }
    }

    private void start(Exchange next) {
        exchange = next;
        Optional<Stop> exceeded = admission.exceeded(next.target);
        if (exceeded.isPresent()) {
            refuse(exceeded.get());
        } else if (next.reused) {
            phase = Phase.WAITING;
            ctx().fireChannelRead(next.request);
        } else {
            phase = Phase.DECIDING;
            ctx().channel().config().setAutoRead(false);
            // Queued even when the verdict is there at once: a line that is just closing gets its turn first.
            admission.ask(next.target).thenAccept(verdict -> ctx().executor().execute(() -> decided(next, verdict)));
        }
    }

    private void decided(Exchange asked, Verdict verdict) {
        if (exchange != asked || !ctx().channel().isActive()) {
            return;
        }
        switch (verdict) {
            case Stop stop -> refuse(stop);
            case Go(List<InetAddress> addresses, Through by) -> {
                lines.allow(addresses);
                through = by;
                phase = Phase.CONNECTING;
                ctx().fireChannelRead(asked.webSocket ? WebSocketHandshake.tunnelTo(asked.target) : asked.request);
            }
        }
        pump();
    }

    // ---- LittleProxy's side
    /** Whether {@link #dial} has an address to give. */
    boolean mayDial() {
        return phase == Phase.CONNECTING && lines.mayDial();
    }

    /** Hands out the next address decided on for the current exchange; each is dialled once. */
    Optional<InetSocketAddress> dial(Channel line) {
        Optional<InetSocketAddress> address = mayDial() ? lines.dial(target(), line) : Optional.empty();
        if (address.isPresent()) {
            account.dialled();
            exchange().line = line;
        }
        return address;
    }

    /** The way to dial; null: directly. */
    @Nullable
    Through through() {
        return through;
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
        } else if (phase == Phase.CONNECTING) {
            writeWhileConnecting(msg, promise);
        } else if (phase == Phase.WAITING && msg instanceof HttpResponse response) {
            writeHead(response, promise);
        } else if (phase == Phase.WAITING || phase == Phase.ANSWERING) {
            writePart(msg, promise);
        } else {
            drop(msg, promise);
        }
    }

    /** Outside of tunnels LittleProxy writes only empty buffers, to learn that what went before has been flushed. */
    private void writeBytes(ByteBuf bytes, ChannelPromise promise) {
        if (phase == Phase.SWITCHING && bytes.isReadable()) {
            writeHandshake(exchange().handshake, bytes, promise);
        } else if (phase == Phase.TUNNEL || !bytes.isReadable()) {
            ctx().write(bytes, promise);
        } else {
            drop(bytes, promise);
        }
    }

    private void writeHandshake(WebSocketHandshake handshake, ByteBuf bytes, ChannelPromise promise) {
        handshake.received(bytes);
        drop(bytes, promise);
        if (handshake.isComplete()) {
            phase = Phase.TUNNEL;
            boolean accepted = handshake.isAccepted();
            ctx().write(handshake.outcome());
            if (!accepted) {
                closeAfterFlush();
            }
        }
    }

    private static void drop(Object msg, ChannelPromise promise) {
        ReferenceCountUtil.release(msg);
        promise.trySuccess();
    }

    private void writeWhileConnecting(Object msg, ChannelPromise promise) {
        Exchange current = exchange();
        boolean tunnel =
                msg instanceof HttpResponse response && response.status().code() == 200;
        if (tunnel && current.webSocket) {
            phase = Phase.SWITCHING;
            drop(msg, promise);
            askForWebSocket(current);
        } else if (tunnel) {
            phase = Phase.TUNNEL;
            ctx().write(msg, promise);
        } else {
            // LittleProxy's answer that no connection came up
            drop(msg, promise);
            refuse(Stop.unreachable(current.target, through == null ? null : through.upstream()));
        }
        ctx().executor().execute(this::pump);
    }

    /** Waits until LittleProxy has made a tunnel of its pipeline, which it does in a task of its own. */
    private void askForWebSocket(Exchange asking) {
        if (ctx().pipeline().get(HTTP_DECODER) != null) {
            ctx().executor().execute(() -> askForWebSocket(asking));
        } else {
            ctx().fireChannelRead(WebSocketHandshake.bytes(asking.request, asking.path));
        }
    }

    private void writeHead(HttpResponse response, ChannelPromise promise) {
        Exchange current = exchange();
        if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            // Nobody asked for it here: those who do get a tunnel.
            drop(response, promise);
            ctx().close();
            return;
        }
        HopHeaders.strip(response);
        current.interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (!current.interim) {
            phase = Phase.ANSWERING;
            HttpUtil.setKeepAlive(response, !current.close);
            if (current.head) {
                response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            }
        }
        writePart(response, promise);
    }

    private void writePart(Object msg, ChannelPromise promise) {
        Exchange current = exchange();
        if (msg instanceof HttpContent part && part.decoderResult().isFailure()) {
            drop(msg, promise);
            ctx().close();
        } else if (msg instanceof LastHttpContent && !current.interim) {
            ctx().write(msg, promise.unvoid()).addListener(_ -> {
                current.answerEnded = true;
                endIfDone();
                pump();
            });
        } else {
            current.interim &= !(msg instanceof LastHttpContent);
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
    /** A line that was up is gone. */
    void lineClosed(Channel line) {
        lines.closed(line);
        if (exchange == null || !line.equals(exchange.line)) {
            return;
        }
        if (phase == Phase.WAITING && !exchange.reused) {
            giveUp(HttpResponseStatus.BAD_GATEWAY, "closed the connection without an answer");
        } else if (phase.needsHost() && !exchange.answerEnded) {
            // In the middle of something; or on a kept connection, where a browser asks again by itself.
            closeAfterFlush();
        }
    }

    private void closeAfterFlush() {
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            context.fireUserEventTriggered(event);
        } else if (phase == Phase.WAITING) {
            giveUp(HttpResponseStatus.GATEWAY_TIMEOUT, "did not answer in time");
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
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        lines.closeAll();
        context.fireChannelInactive();
    }

    private void giveUp(HttpResponseStatus status, String what) {
        exchange().close = true;
        refuse(Stop.failed(status, target(), what));
    }

    private void refuse(Stop stop) {
        Exchange refused = exchange();
        account.refused(refused.target, stop.code(), stop.detail());
        refused.close |= refused.hasBody();
        answer(Refusals.response(stop, refused.head), refused.close);
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
