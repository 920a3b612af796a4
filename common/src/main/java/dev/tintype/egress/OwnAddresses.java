package dev.tintype.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of this machine's interfaces. A public address of our own is still us: what listens there may trust its
 * neighbours. Asked of the system at most every ten seconds, because addresses come and go and asking is slow. Thread-safe.
 */
final class OwnAddresses implements Supplier<Set<InetAddress>> {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private record Snapshot(Set<InetAddress> addresses, long at) {}

    private final AtomicReference<@Nullable Snapshot> last = new AtomicReference<>();

    @Override
    public Set<InetAddress> get() {
        Snapshot snapshot = last.get();
        if (snapshot == null || System.nanoTime() - snapshot.at() > FRESH_NANOS) {
            snapshot = new Snapshot(ask(), System.nanoTime());
            last.set(snapshot);
        }
        return snapshot.addresses();
    }

    private static Set<InetAddress> ask() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new IllegalStateException("This machine's own addresses cannot be listed", e);
        }
    }
}
