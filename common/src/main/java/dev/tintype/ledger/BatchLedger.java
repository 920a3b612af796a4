package dev.tintype.ledger;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What the ledger knows about batches. A batch is planned, then its jobs are accepted with the planned ids, then it is
 * sealed: whoever dies in between leaves something that the same request completes. Thread-safe.
 */
public final class BatchLedger {
    private static final TypeReference<List<JobId>> IDS = new TypeReference<>() {};
    private static final Duration PLAN_KEPT = Duration.ofDays(1);

    private final LedgerServer server;
    private final LedgerSettings settings;

    BatchLedger(LedgerServer server, LedgerSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** What became of a plan. */
    public sealed interface Planned {
        /** It is in the ledger. */
        record New(BatchId id) implements Planned {}

        /** The same key and request came before. */
        record Replayed(BatchId id) implements Planned {}

        /** The same key came with another request. */
        record Mismatch() implements Planned {}

        /** The tenant may have {@code most} jobs waiting, and these would be more. */
        record Full(int most) implements Planned {}
    }

    /**
     * Notes a batch of jobs to be accepted next.
     *
     * @param request text that is the same for the same request
     * @param idempotencyKey the caller's key, scoped by tenant and route, or null
     */
    public Planned plan(BatchId id, String tenant, List<JobId> jobs, String request, @Nullable String idempotencyKey) {
        List<String> keys = idempotencyKey == null
                ? List.of(Keys.batch(id))
                : List.of(Keys.batch(id), Keys.idempotency(tenant, idempotencyKey));
        List<?> answer = (List<?>) server.run(
                Transition.BATCH,
                keys,
                List.of(
                        id.value(),
                        tenant,
                        Json.write(jobs),
                        Integer.toString(jobs.size()),
                        Keys.sha256(request),
                        Long.toString(settings.idempotencyTtl().toMillis()),
                        Long.toString(PLAN_KEPT.toMillis())));
        return switch (text(answer, 0)) {
            case "PLANNED" -> new Planned.New(id);
            case "REPLAYED" -> new Planned.Replayed(new BatchId(text(answer, 1)));
            case "MISMATCH" -> new Planned.Mismatch();
            case "FULL" -> new Planned.Full(Integer.parseInt(text(answer, 1)));
            default -> throw new IllegalStateException("unexpected answer " + answer.getFirst());
        };
    }

    /** All jobs of the plan were accepted. */
    public void seal(BatchId id) {
        server.call(redis -> redis.hset(Keys.batch(id), "accepted", "1"));
    }

    /** Forgets a batch that came to nothing, and that its key was used. */
    public void forget(BatchId id, String tenant, @Nullable String idempotencyKey) {
        server.call(redis -> redis.del(Keys.batch(id)));
        if (idempotencyKey != null) {
            server.call(redis -> redis.del(Keys.idempotency(tenant, idempotencyKey)));
        }
    }

    /** A tenant's batch; a foreign id answers as an unknown one. */
    public Optional<Batch> find(String tenant, BatchId id) {
        List<?> answer = (List<?>) server.run(Transition.BATCH_STATUS, List.of(Keys.batch(id)), List.of(tenant));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        String completed = text(answer, 2);
        return Optional.of(new Batch(
                id,
                Instant.ofEpochMilli(Long.parseLong(text(answer, 1))),
                completed.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(completed)),
                Json.mapper().readValue(text(answer, 3), IDS),
                Long.valueOf(1).equals(answer.get(4)),
                counts((List<?>) Objects.requireNonNull(answer.get(5)))));
    }

    private static Map<JobState, Integer> counts(List<?> flat) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        for (int i = 0; i < flat.size(); i += 2) {
            counts.put(JobState.ofWireName(text(flat, i)), ((Long) Objects.requireNonNull(flat.get(i + 1))).intValue());
        }
        return counts;
    }

    private static String text(List<?> answer, int index) {
        return (String) Objects.requireNonNull(answer.get(index));
    }
}
