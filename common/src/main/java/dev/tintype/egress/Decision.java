package dev.tintype.egress;

import java.net.InetAddress;
import java.util.List;

/** What the policy says about one connection. */
public sealed interface Decision {
    /**
     * Go ahead, to one of these and to nothing else.
     *
     * @param addresses in the order in which to try them, at least one
     */
    record Allowed(List<InetAddress> addresses) implements Decision {
        public Allowed {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Do not connect.
     *
     * @param reason one sentence for the caller, without full stop; names the host they named, never an address it has
     */
    record Denied(String reason) implements Decision {}
}
