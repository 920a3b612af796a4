package dev.tintype.api.pool;

import dev.tintype.ledger.PoolStatus;
import dev.tintype.ledger.WorkerStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;

/** A pool as operators see it. */
@Schema(name = "Pool", description = "Workers that do one kind of job, and the jobs that want them.")
public record PoolView(
        @Schema(example = "capture") String name,

        @Schema(description = "Nothing more begins until it is resumed.")
        boolean paused,

        @Schema(description = "Workers that are there.", example = "2")
        int workers,

        @Schema(description = "Jobs these workers can do at once.", example = "8")
        int slots,

        @Schema(description = "Most jobs published or running.", example = "12")
        long window,

        @Schema(description = "Given to the broker, not begun.", example = "4")
        long published,

        @Schema(description = "Under way.", example = "8") long running,

        @Schema(description = "Waiting for their turn.", example = "230")
        long depth,

        @Schema(description = "All that want a worker now: published, running, waiting. Scale by demand / slots.")
        long demand) {
    static PoolView of(PoolStatus status, Collection<WorkerStatus> workers) {
        List<WorkerStatus.Share> shares = workers.stream()
                .filter(worker -> !worker.draining())
                .flatMap(worker -> worker.pools().stream())
                .filter(share -> share.pool() == status.pool())
                .toList();
        return new PoolView(
                status.pool().wireName(),
                status.paused(),
                shares.size(),
                shares.stream().mapToInt(WorkerStatus.Share::slots).sum(),
                status.window(),
                status.published(),
                status.running(),
                status.backlog(),
                status.demand());
    }

    /** All pools. */
    @Schema(name = "Pools")
    public record All(List<PoolView> items) {}
}
