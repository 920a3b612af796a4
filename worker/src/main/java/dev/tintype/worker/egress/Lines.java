package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One browser connection's lines to hosts: those that are open, and the addresses decided on for the next. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class Lines {
    private final Map<HostPort, Channel> open = new HashMap<>();
    private final Deque<InetAddress> addresses = new ArrayDeque<>();

    /** Allows {@code decided} to be dialled, each once, and nothing else. */
    void allow(List<InetAddress> decided) {
        addresses.clear();
        addresses.addAll(decided.subList(0, Math.min(decided.size(), EgressProxy.MAX_DIALS)));
    }

    boolean mayDial() {
        return !addresses.isEmpty();
    }

    /** The next address for {@code target}, to be dialled by {@code line}. */
    Optional<InetSocketAddress> dial(HostPort target, Channel line) {
        InetAddress address = addresses.poll();
        if (address == null) {
            return Optional.empty();
        }
        Channel replaced = open.put(target, line);
        if (replaced != null) {
            replaced.close();
        }
        return Optional.of(new InetSocketAddress(address, target.port()));
    }

    /** The line to {@code target} that can take another request. */
    @Nullable
    Channel live(HostPort target) {
        Channel line = open.get(target);
        return line != null && line.isActive() ? line : null;
    }

    void closed(Channel line) {
        open.values().remove(line);
    }

    void closeAll() {
        addresses.clear();
        List.copyOf(open.values()).forEach(Channel::close);
    }
}
