package dev.tintype.retention;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes expired jobs and orphaned artifacts, a little at a time. Artifacts go first, so that a sweep cut short leaves a
 * record that the next one finds again. Any number may run.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 100;
    /** Longer than any attempt may take, so that nothing under way is an orphan. */
    private static final Duration ORPHAN_AGE = Duration.ofDays(1);

    private final JobLedger ledger;
    private final ArtifactStore store;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep").daemon().factory());

    public Sweeper(JobLedger ledger, ArtifactStore store, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::sweepExpired, 5, 30, TimeUnit.SECONDS);
        var _ = timer.scheduleWithFixedDelay(this::sweepOrphans, 10, 3600, TimeUnit.SECONDS);
    }

    /** Removes every job whose time has passed. */
    void sweepExpired() {
        try {
            List<JobLedger.Expired> batch;
            do {
                batch = ledger.expired(BATCH);
                for (JobLedger.Expired job : batch) {
                    store.deleteJob(job.tenant(), job.id());
                    ledger.delete(job.tenant(), job.id());
                }
            } while (batch.size() == BATCH);
        } catch (IOException | LedgerUnavailable e) {
            log.warn("sweep of expired jobs cut short: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("sweep of expired jobs failed", e);
        }
    }

    /** Removes artifacts, older than a day, of jobs the ledger does not know, and writes that never ended. */
    void sweepOrphans() {
        try {
            store.jobsBefore(clock.instant().minus(ORPHAN_AGE), this::removeIfUnknown);
            store.abortUnfinished(clock.instant().minus(ORPHAN_AGE));
        } catch (IOException | LedgerUnavailable e) {
            log.warn("sweep of orphans cut short: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("sweep of orphans failed", e);
        }
    }

    private void removeIfUnknown(String tenant, JobId id) {
        if (ledger.find(tenant, id).isEmpty()) {
            try {
                store.deleteJob(tenant, id);
                log.info("removed orphaned artifacts of {}", id);
            } catch (IOException e) {
                log.warn("cannot remove orphaned artifacts of {}: {}", id, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
