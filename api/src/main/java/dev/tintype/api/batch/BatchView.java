package dev.tintype.api.batch;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.ledger.Batch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A batch as callers see it. */
@Schema(name = "Batch", description = "Jobs that were handed in together.")
public record BatchView(
        @Schema(example = "bat_01kb5c8vq0e1x9f3m7t2r6w4zn", implementation = String.class)
        BatchId id,

        Instant createdAt,

        @Schema(description = "When the last of its jobs ended.") @Nullable
        Instant completedAt,

        @Schema(description = "How many jobs it has.", example = "3")
        int total,

        @Schema(
                description = "How many are in which state. Jobs that were deleted or have expired are in none.",
                example = "{\"running\": 1, \"succeeded\": 2}")
        Map<String, Integer> counts,

        @Schema(description = "Its jobs, in the order they came in.")
        List<JobId> jobs,

        @Schema(
                description = "Its own address, and that of a ZIP of all artifacts once it is complete.",
                example = "{\"self\": \"/v1/batches/bat_01kb5c8vq0e1x9f3m7t2r6w4zn\"}")
        Map<String, String> links) {
    static BatchView of(Batch batch) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JobState state : JobState.values()) {
            counts.put(state.wireName(), batch.counts().getOrDefault(state, 0));
        }
        return new BatchView(
                batch.id(),
                batch.createdAt(),
                batch.completedAt(),
                batch.jobs().size(),
                counts,
                batch.jobs(),
                Map.of("self", address(batch.id()), "archive", address(batch.id()) + "/archive"));
    }

    static String address(BatchId id) {
        return "/v1/batches/" + id;
    }
}
