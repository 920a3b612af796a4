package dev.tintype.worker.egress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A view of shared event loops that sees each channel before it is used: the only place where LittleProxy lets us put handlers
 * of our own into its pipelines. A channel opened from an event loop stays on that loop, so that both sides of a connection
 * run on one thread and need no locks.
 */
final class LoopGroup extends AbstractEventExecutorGroup implements EventLoopGroup {
    private final EventLoopGroup loops;
    private final Consumer<Channel> prepare;

    LoopGroup(EventLoopGroup loops, Consumer<Channel> prepare) {
        this.loops = loops;
        this.prepare = prepare;
    }

    @Override
    public ChannelFuture register(Channel channel) {
        prepare.accept(channel);
        return next().register(channel);
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        prepare.accept(promise.channel());
        return next().register(promise);
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        prepare.accept(channel);
        return next().register(promise);
    }

    @Override
    public EventLoop next() {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                return (EventLoop) loop;
            }
        }
        return loops.next();
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return loops.iterator();
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return loops.terminationFuture();
    }

    @Override
    @Deprecated
    public void shutdown() {
        // The loops are shared; their owner ends them.
    }

    @Override
    public Future<?> terminationFuture() {
        return loops.terminationFuture();
    }

    @Override
    public boolean isShuttingDown() {
        return loops.isShuttingDown();
    }

    @Override
    public boolean isShutdown() {
        return loops.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loops.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loops.awaitTermination(timeout, unit);
    }
}
