package dev.tintype.egress;

import java.util.List;

/** Which hosts and addresses may be dialled. Immutable. */
public final class EgressPolicy {
    /**
     * The policy of this server.
     *
     * @param allow {@code host[:port]} and {@code CIDR[:port]} that may be reached although the deny table says no
     */
    public static EgressPolicy of(List<String> allow) {
        return new EgressPolicy();
    }
}
