package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.ProxyHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands first on each connection to a host. It is the only place that connects, and only to the address its gate hands out, so
 * nothing that was not classified can be dialled even by a defect elsewhere. It counts bytes, and tells the gate when the host is gone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class Dial extends ChannelDuplexHandler {
    /**
     * What LittleProxy holds in place of an address. Were it ever dialled itself, it would reach nobody: it is the broadcast
     * address.
     */
    static final class Ticket extends InetSocketAddress {
        private static final long serialVersionUID = 1L;

        private final transient Gate gate;

        Ticket(Gate gate) {
            super(nobody(), 9);
            this.gate = gate;
        }

        private static InetAddress nobody() {
            try {
                return InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Link(Gate gate, Account account, HostPort host) {}

    private @Nullable Link link;

    @Override
    public void connect(ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        Optional<InetSocketAddress> address =
                remote instanceof Ticket ticket ? ticket.gate.dial(ctx.channel()) : Optional.empty();
        if (remote instanceof Ticket ticket && address.isPresent()) {
            link = new Link(ticket.gate, ticket.gate.account(), ticket.gate.target());
            Through through = ticket.gate.through();
            if (through == null) {
                ctx.connect(address.get(), local, promise);
            } else {
                connect(ctx, through, address.get(), promise);
            }
        } else {
            promise.setFailure(new ConnectException("No address left to dial"));
        }
    }

    /** Up is the connection once the proxy has connected, too: LittleProxy says so to the browser then. */
    private static void connect(
            ChannelHandlerContext ctx, Through through, InetSocketAddress address, ChannelPromise promise) {
        ProxyHandler proxy = through.handler();
        ctx.pipeline().addBefore(ctx.name(), null, proxy);
        proxy.connectFuture().addListener(connected -> {
            if (connected.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(connected.cause());
            }
        });
        ctx.connect(address, ctx.newPromise().addListener(dialled -> {
            if (!dialled.isSuccess()) {
                // It would hold back what LittleProxy writes to find out that the connection is no more.
                ctx.pipeline().remove(proxy);
                promise.tryFailure(dialled.cause());
            }
        }));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes && link != null) {
            link.account.received(link.host, bytes.readableBytes());
        }
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes && link != null) {
            link.account.sent(bytes.readableBytes());
        }
        ctx.write(msg, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // First everything that was received, down to the end of a body that only the closing ends.
        ctx.fireChannelInactive();
        if (link != null) {
            link.gate.lineClosed(ctx.channel());
        }
    }

    /** A broken connection is a closed one. LittleProxy would take it for one that never came up, and dial again. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
