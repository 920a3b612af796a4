package dev.tintype.ledger;

import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the ledger knows about pools and workers: which jobs are to be published next, and who does them. As {@link
 * JobLedger}: each call is one script, and may throw {@link LedgerUnavailable}. Thread-safe.
 */
public final class PoolLedger {
    private final LedgerServer server;
    private final LedgerSettings settings;

    PoolLedger(LedgerServer server, LedgerSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /**
     * Moves jobs from the backlog into the pool's window, fairly, until it is full. All of them are to be published; what is
     * not comes back by its timer.
     *
     * @param most how many to look at; when as many come, call again
     */
    public List<Tick.Publish> dispatch(Pool pool, int most) {
        List<?> published = (List<?>) server.run(
                Transition.DISPATCH,
                List.of(Keys.pool(pool)),
                List.of(pool.wireName(), Long.toString(settings.publishGrace().toMillis()), Integer.toString(most)));
        return published.stream()
                .map(entry -> (List<?>) entry)
                .map(entry -> publish(new JobId(text(entry, 0)), entry.subList(1, entry.size())))
                .toList();
    }

    /** Reads attempt, tenant, pool, request, created and traceparent. */
    static Tick.Publish publish(JobId id, List<?> answer) {
        Envelope envelope = new Envelope(
                Envelope.VERSION,
                id,
                text(answer, 1),
                Pool.ofWireName(text(answer, 2)),
                text(answer, 3),
                Instant.ofEpochMilli(Long.parseLong(text(answer, 4))),
                answer.size() > 5 ? (String) answer.get(5) : null);
        return new Tick.Publish(envelope, Integer.parseInt(text(answer, 0)));
    }

    /** Publishes nothing more of the pool until {@link #resume}. What runs goes on, what was only published waits again. */
    public void pause(Pool pool) {
        server.run(Transition.PAUSE, List.of(Keys.pool(pool), Keys.window(pool)), List.of());
    }

    public void resume(Pool pool) {
        server.run(Transition.RESUME, List.of(Keys.pool(pool)), List.of());
    }

    public PoolStatus status(Pool pool) {
        List<?> answer =
                (List<?>) server.run(Transition.POOL_STATUS, List.of(Keys.pool(pool)), List.of(pool.wireName()));
        return new PoolStatus(
                pool,
                number(answer, 0) == 1,
                number(answer, 1),
                number(answer, 2),
                number(answer, 3),
                number(answer, 4));
    }

    /** Whose jobs the pool holds: the {@code most} tenants with the most of them, those first. */
    public List<TenantShare> tenants(Pool pool, int most) {
        List<?> found = (List<?>) server.run(
                Transition.POOL_TENANTS, List.of(Keys.pool(pool)), List.of(pool.wireName(), Integer.toString(most)));
        return found.stream()
                .map(entry -> (List<?>) entry)
                .map(entry -> new TenantShare(text(entry, 0), number(entry, 1), number(entry, 2)))
                .toList();
    }

    /** The worker is there and will say so again within {@code remembered}; otherwise it is forgotten. */
    public void heartbeat(WorkerStatus worker, Duration remembered) {
        List<String> args =
                new ArrayList<>(List.of(worker.name(), Long.toString(remembered.toMillis()), Json.write(worker)));
        for (WorkerStatus.Share share : worker.pools()) {
            args.add(share.pool().wireName());
            args.add(Integer.toString(worker.draining() ? share.busy() : share.places()));
        }
        server.run(Transition.HEARTBEAT, List.of(Keys.worker(worker.name())), args);
    }

    /** The worker has ended. */
    public void goodbye(WorkerStatus worker) {
        List<String> args = new ArrayList<>(List.of(worker.name()));
        worker.pools().forEach(share -> args.add(share.pool().wireName()));
        server.run(Transition.GOODBYE, List.of(Keys.worker(worker.name())), args);
    }

    /** Every worker that is there, by name. */
    public List<WorkerStatus> workers() {
        List<?> found = (List<?>) server.run(Transition.WORKERS, List.of(Keys.WORKERS), List.of());
        return found.stream()
                .map(worker -> Json.read((String) worker, WorkerStatus.class))
                .toList();
    }

    private static long number(List<?> answer, int index) {
        return (Long) Objects.requireNonNull(answer.get(index));
    }

    private static String text(List<?> answer, int index) {
        return (String) Objects.requireNonNull(answer.get(index));
    }
}
