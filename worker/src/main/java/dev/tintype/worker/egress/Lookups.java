package dev.tintype.worker.egress;

import dev.tintype.egress.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One job's look-ups, off the event loops. Platform threads, because the system's resolver blocks in native code, which would
 * pin a virtual thread's carrier; few, and its own for each job, so that names that never answer hold up nobody else's.
 */
final class Lookups implements AutoCloseable {
    private static final int THREADS = 8;

    private final ProxySettings settings;
    private final ThreadPoolExecutor pool;

    Lookups(ProxySettings settings) {
        this.settings = settings;
        this.pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("egress-dns-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** The addresses of {@code host}; none for an address, which needs no look-up. Fails after the time limit. */
    CompletableFuture<List<InetAddress>> of(Host host) {
        return switch (host) {
            case Host.Literal _ -> CompletableFuture.completedFuture(List.of());
            case Host.Name name ->
                CompletableFuture.supplyAsync(() -> ask(name.text()), pool)
                        .orTimeout(settings.dns().toMillis(), TimeUnit.MILLISECONDS);
        };
    }

    private List<InetAddress> ask(String name) {
        try {
            return settings.resolver().resolve(name);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
