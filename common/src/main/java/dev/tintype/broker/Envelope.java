package dev.tintype.broker;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * The message that says "this job may be runnable". Self-contained: a worker can rebuild a record that a restore of the
 * ledger lost.
 *
 * @param v version of this form, now 1
 * @param request the job's canonical flat JSON ({@code JobRequest.toJson})
 * @param traceparent W3C trace context of the request that made the job, or null
 */
public record Envelope(
        int v,
        JobId id,
        String tenant,
        Pool pool,
        String request,
        Instant acceptedAt,
        @Nullable String traceparent) {
    public static final int VERSION = 1;

    private static final ObjectReader READER =
            Json.mapper().readerFor(Envelope.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @throws NullPointerException when there is not enough to make the job anew */
    public Envelope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(acceptedAt, "accepted_at");
    }

    /**
     * Reads one that another version of Tintype may have written: while a system is updated both are about. What is not
     * known here is left out; the id is enough for a job that the ledger knows.
     *
     * @throws tools.jackson.core.JacksonException when it is no envelope
     */
    public static Envelope read(String json) {
        return READER.readValue(json);
    }
}
