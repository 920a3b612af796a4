package dev.tintype.api.pool;

import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.config.TintypeProperties;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.PoolLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pools and workers, of the whole system. */
@Tag(name = "operation")
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class PoolController {
    private final PoolLedger ledger;
    private final Dispatcher dispatcher;
    private final List<Pool> pools;

    PoolController(JobLedger ledger, Dispatcher dispatcher, TintypeProperties properties) {
        this.ledger = ledger.pools();
        this.dispatcher = dispatcher;
        this.pools = Arrays.stream(Pool.values())
                .filter(pool -> pool != Pool.NOOP || properties.bench())
                .toList();
    }

    @Operation(operationId = "listPools", summary = "How every pool stands")
    @ApiResponse(
            responseCode = "200",
            description = "All pools.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Pools")))
    @Needs(Scope.ADMIN)
    @GetMapping("/pools")
    PoolView.All pools() {
        List<WorkerStatus> workers = ledger.workers();
        return new PoolView.All(pools.stream()
                .map(pool -> PoolView.of(ledger.status(pool), workers))
                .toList());
    }

    @Operation(
            operationId = "pausePool",
            summary = "Let nothing more of a pool begin",
            description = "What runs goes on to its end; jobs are still accepted, and wait.")
    @ApiResponse(
            responseCode = "200",
            description = "The pool, paused.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Pool")))
    @Needs(Scope.ADMIN)
    @Audited("pool.paused")
    @PostMapping("/pools/{name}/pause")
    PoolView pause(@PathVariable String name) {
        Pool pool = pool(name);
        ledger.pause(pool);
        return view(pool);
    }

    @Operation(operationId = "resumePool", summary = "Let a paused pool go on")
    @ApiResponse(
            responseCode = "200",
            description = "The pool, not paused.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Pool")))
    @Needs(Scope.ADMIN)
    @Audited("pool.resumed")
    @PostMapping("/pools/{name}/resume")
    PoolView resume(@PathVariable String name) {
        Pool pool = pool(name);
        ledger.resume(pool);
        dispatcher.topUp(pool);
        return view(pool);
    }

    @Operation(operationId = "listWorkers", summary = "The workers that are there")
    @ApiResponse(
            responseCode = "200",
            description = "Every worker that was heard of lately.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Workers")))
    @Needs(Scope.ADMIN)
    @GetMapping("/workers")
    Workers workers() {
        return new Workers(ledger.workers());
    }

    /** All workers. */
    public record Workers(List<WorkerStatus> items) {}

    private PoolView view(Pool pool) {
        return PoolView.of(ledger.status(pool), ledger.workers());
    }

    private Pool pool(String name) {
        return pools.stream()
                .filter(pool -> pool.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemType.POOL_NOT_FOUND,
                                "Pools are "
                                        + String.join(
                                                ", ",
                                                pools.stream()
                                                        .map(Pool::wireName)
                                                        .toList())
                                        + ".")
                        .exception());
    }
}
