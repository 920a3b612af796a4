package dev.tintype.worker.egress;

import dev.tintype.egress.EgressPolicy;
import java.util.List;

/** One slot's way out: a forward and CONNECT proxy on a loopback port of its own. Thread-safe. */
public final class EgressProxy implements AutoCloseable {
    /** Starts listening on a free loopback port. */
    public static EgressProxy start(EgressPolicy policy) {
        return new EgressProxy();
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return "";
    }

    /** Begins a new account: forgets what earlier jobs did, closes what they left open. */
    public void begin() {}

    /** What happened since {@link #begin}. */
    public EgressReport report() {
        return new EgressReport(0, 0, List.of());
    }

    @Override
    public void close() {}
}
