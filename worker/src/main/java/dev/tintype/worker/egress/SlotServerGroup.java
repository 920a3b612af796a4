package dev.tintype.worker.egress;

import dev.tintype.worker.egress.Dial.Ticket;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.littleshoot.proxy.TransportProtocol;
import org.littleshoot.proxy.impl.ServerGroup;

/**
 * One listener's share of {@link SharedLoops}, in LittleProxy's terms: puts a {@link Gate} before its handler of each browser
 * connection and a {@link Dial} before each connection to a host, which connects only with a {@link Ticket} from a gate.
 */
final class SlotServerGroup extends ServerGroup {
    /** LittleProxy's name for its own. */
    private static final String HANDLER = "handler";

    private final EventLoopGroup loops = SharedLoops.acquire();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final EventLoopGroup fromBrowser;
    private final EventLoopGroup toHosts;

    SlotServerGroup(Supplier<Gate> gates, Duration idle) {
        super("egress", 0, 0, 0);
        this.fromBrowser = new LoopGroup(loops, channel -> channel.pipeline().addLast(gateBeforeHandler(gates, idle)));
        this.toHosts = new LoopGroup(loops, channel -> channel.pipeline().addFirst(new Dial()));
    }

    /** Runs after LittleProxy's own initializer, which was added first. */
    private static ChannelInitializer<Channel> gateBeforeHandler(Supplier<Gate> gates, Duration idle) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addBefore(HANDLER, null, new IdleStateHandler(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS))
                        .addBefore(HANDLER, null, gates.get());
            }
        };
    }

    @Override
    public EventLoopGroup getClientToProxyAcceptorPoolForTransport(TransportProtocol protocol) {
        return loops;
    }

    @Override
    public EventLoopGroup getClientToProxyWorkerPoolForTransport(TransportProtocol protocol) {
        return fromBrowser;
    }

    @Override
    public EventLoopGroup getProxyToServerWorkerPoolForTransport(TransportProtocol protocol) {
        return toHosts;
    }

    @Override
    public void shutdown(boolean graceful) {
        if (stopped.compareAndSet(false, true)) {
            SharedLoops.release();
        }
    }

    @Override
    public boolean isStopped() {
        return stopped.get();
    }
}
