package dev.tintype.worker.egress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.HttpFiltersAdapter;

/** LittleProxy's view of a {@link Gate}: instead of an address it gets a ticket, as long as the gate has an address to give. */
final class TicketFilters extends HttpFiltersAdapter {
    private final Gate gate;

    TicketFilters(HttpRequest request, ChannelHandlerContext ctx) {
        super(request, ctx);
        this.gate = ctx.pipeline().get(Gate.class);
    }

    /** Null makes LittleProxy ask its resolver, which knows no host. */
    @Override
    public @Nullable InetSocketAddress proxyToServerResolutionStarted(String resolvingServerHostAndPort) {
        return gate.mayDial() ? new Dial.Ticket(gate) : null;
    }

    @Override
    public void proxyToServerConnectionSucceeded(ChannelHandlerContext serverCtx) {
        gate.connected();
    }
}
