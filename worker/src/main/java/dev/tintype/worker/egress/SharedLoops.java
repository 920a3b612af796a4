package dev.tintype.worker.egress;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of all proxies of this process: as many as half the cores, at least two, however many slots there are. Made by
 * the first proxy, ended with the last.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class SharedLoops {
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 2, 8);

    private static @Nullable EventLoopGroup loops;
    private static int users;

    private SharedLoops() {}

    static synchronized EventLoopGroup acquire() {
        EventLoopGroup current = loops;
        if (current == null) {
            current = new MultiThreadIoEventLoopGroup(
                    THREADS, Thread.ofPlatform().daemon().name("egress-", 0).factory(), NioIoHandler.newFactory());
            loops = current;
        }
        users++;
        return current;
    }

    static synchronized void release() {
        EventLoopGroup current = loops;
        if (current != null && --users == 0) {
            current.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            loops = null;
        }
    }
}
