package dev.tintype.worker.egress;

import dev.tintype.egress.HostPort;
import dev.tintype.egress.Upstream;
import dev.tintype.job.ErrorCode;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one job does through the proxy, and the end of it. A connection belongs to the account it was accepted under. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class Account implements AutoCloseable {
    /** A page can invent refusals without end; the report needs no more than these. */
    private static final int MAX_REFUSALS = 500;

    private record Key(String host, int port, ErrorCode code) {}

    private final EgressBudget budget;
    private final Lookups lookups;
    private final Set<Channel> browserChannels = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Map<Key, EgressReport.Refusal> refusals = new LinkedHashMap<>();
    private volatile Predicate<String> unwanted = host -> false;
    private volatile @Nullable Upstream upstream;
    private volatile boolean closed;

    Account(EgressBudget budget, Lookups lookups) {
        this.budget = budget;
        this.lookups = lookups;
    }

    Lookups lookups() {
        return lookups;
    }

    /** Takes a browser's connection in; closes it if the job is over. */
    void opened(Channel channel) {
        browserChannels.add(channel);
        channel.closeFuture().addListener(_ -> browserChannels.remove(channel));
        if (closed) {
            channel.close();
        }
    }

    /** Refuses hosts from now on that the job does not want. */
    void refuse(Predicate<String> hosts) {
        unwanted = hosts;
    }

    /** From now on connections go through {@code next}. */
    void route(Upstream next) {
        upstream = next;
    }

    /** What connections go through; null: nothing. */
    @Nullable
    Upstream upstream() {
        return upstream;
    }

    /** Whether the job does not want {@code target}. */
    boolean unwanted(HostPort target) {
        return unwanted.test(target.host().text());
    }

    /** Counts a host in. The sentence says which limit forbids it. */
    Optional<String> admit(HostPort target) {
        if (bytesIn.get() > budget.bytes()) {
            return Optional.of(bytesExceeded());
        }
        if (connections.get() >= budget.connections()) {
            return Optional.of("The job opened more than " + budget.connections() + " connections");
        }
        synchronized (hosts) {
            String host = target.host().text();
            if (!hosts.contains(host) && hosts.size() >= budget.hosts()) {
                return Optional.of("The job asked for more than " + budget.hosts() + " hosts");
            }
            hosts.add(host);
        }
        return Optional.empty();
    }

    void dialled() {
        connections.incrementAndGet();
    }

    /** Counts bytes from a host; the byte that is too much closes everything. */
    void received(HostPort from, int bytes) {
        if (bytesIn.addAndGet(bytes) > budget.bytes()) {
            refused(from, ErrorCode.LIMIT_EXCEEDED, bytesExceeded());
            browserChannels.forEach(Channel::close);
        }
    }

    void sent(int bytes) {
        bytesOut.addAndGet(bytes);
    }

    private String bytesExceeded() {
        return "The job received more than " + budget.bytes() + " bytes";
    }

    void refused(HostPort target, ErrorCode code, String detail) {
        Measure.count(Metric.EGRESS_REFUSED, "code", code.wireName());
        String host = target.host().text();
        synchronized (refusals) {
            if (refusals.size() < MAX_REFUSALS) {
                refusals.putIfAbsent(
                        new Key(host, target.port(), code),
                        new EgressReport.Refusal(host, target.port(), code, detail));
            }
        }
    }

    EgressReport report() {
        List<String> asked;
        synchronized (hosts) {
            asked = new ArrayList<>(hosts);
        }
        synchronized (refusals) {
            return new EgressReport(
                    bytesIn.get(), bytesOut.get(), connections.get(), asked, new ArrayList<>(refusals.values()));
        }
    }

    /** Closes what is open and waits a moment for it, so that nothing of this job runs beside the next one. */
    @Override
    public void close() {
        closed = true;
        lookups.close();
        List<Channel> open = List.copyOf(browserChannels);
        open.forEach(Channel::close);
        open.forEach(channel -> channel.closeFuture().awaitUninterruptibly(1, TimeUnit.SECONDS));
    }
}
