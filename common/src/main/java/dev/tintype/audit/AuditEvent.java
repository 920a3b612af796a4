package dev.tintype.audit;

import org.jspecify.annotations.Nullable;

/**
 * What happened.
 *
 * @param action such as {@code key.created}
 * @param tenant whose; null: nobody's
 * @param key the public name of the key it was done with; null: by the server itself, or a stranger
 * @param address where the request came from; null: there was none
 * @param request the id of the request; null: there was none
 * @param target what it was done to
 */
public record AuditEvent(
        AuditLog log,
        String action,
        @Nullable String tenant,
        @Nullable String key,
        @Nullable String address,
        @Nullable String request,
        @Nullable String target) {
    private static final int LONGEST_TARGET = 500;

    public AuditEvent {
        target = target == null || target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET);
    }

    /** What the server did itself. */
    public static AuditEvent ofServer(AuditLog log, String action, @Nullable String tenant, @Nullable String target) {
        return new AuditEvent(log, action, tenant, null, null, null, target);
    }
}
