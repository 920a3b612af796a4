package dev.tintype.callback;

import dev.tintype.job.EventType;
import dev.tintype.job.JobId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param endpoint the registered endpoint; null: the URL of one job
 * @param queue what it waits in: one per endpoint, or per tenant and origin
 * @param url where it went, or goes, at the time of the event
 * @param at when the event happened
 * @param job the job it is about; null: none
 * @param data what is told, JSON as the ledger wrote it; {@link CallbackBody} makes the body of it
 * @param attempts made until now
 * @param nextAttemptAt when it is tried next; null: not again
 * @param traceparent W3C trace context of the job, or null
 * @param error why it failed in the end, when there was no attempt that says so
 */
public record Delivery(
        DeliveryId id,
        String tenant,
        @Nullable EndpointId endpoint,
        String queue,
        String url,
        EventType type,
        Instant at,
        @Nullable JobId job,
        String data,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String traceparent,
        @Nullable DeliveryError error) {
    /** Where a delivery stands. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED;

        /** The name used in JSON and Redis. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException when no state has that wire name */
        public static State ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
