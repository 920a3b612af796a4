package dev.tintype.callback;

import dev.tintype.job.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered endpoint: where a tenant wants to be told of what happens.
 *
 * @param description the tenant's own words
 * @param sealedKeys its {@link Keyring}, sealed
 * @param disabled why nothing is sent to it; null: it is
 * @param failingSince since when every attempt failed; null: the last one did not, or none was made
 */
public record Endpoint(
        EndpointId id,
        String tenant,
        String url,
        List<EventType> events,
        @Nullable String description,
        String sealedKeys,
        Instant createdAt,
        @Nullable Disabled disabled,
        @Nullable Instant failingSince) {
    public Endpoint {
        events = List.copyOf(events);
    }

    /** Why an endpoint gets nothing. */
    public enum Disabled {
        /** Its owner said so. */
        PAUSED,
        /** It answered 410. */
        GONE,
        /** Every attempt of five days failed. */
        FAILING,
        /** More waits for it than is kept. */
        BACKLOG
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Endpoint[" + id + " of " + tenant + "]";
    }
}
