package dev.tintype.retention;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.TenantKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final Uploads uploads;
    private final TenantKeys tenantKeys;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep").daemon().factory());

    public Sweeper(JobLedger ledger, ArtifactStore store, Uploads uploads, TenantKeys tenantKeys, Clock clock) {
        this.tenantKeys = tenantKeys;
        this.uploads = uploads;
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::sweepExpired, 5, 30, TimeUnit.SECONDS);
        var _ = timer.scheduleWithFixedDelay(this::sweepOrphans, 10, 3600, TimeUnit.SECONDS);
    }

    /** Removes every job and upload whose time has passed. */
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
            uploads.sweepExpired();
            swept("expired");
        } catch (IOException | LedgerUnavailable e) {
            log.warn("sweep of expired jobs cut short: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("sweep of expired jobs failed", e);
        }
    }

    /**
     * Removes what is older than a day and nobody shows: artifacts of jobs and uploads that nobody knows, artifacts of
     * attempts that were lost, and writes that never ended. Seals the keys of tenants anew where that is due.
     */
    void sweepOrphans() {
        try {
            tenantKeys.sealAnew();
            store.jobsBefore(clock.instant().minus(ORPHAN_AGE), this::removeUnshown);
            uploads.sweepOrphans(clock.instant().minus(ORPHAN_AGE));
            store.abortUnfinished(clock.instant().minus(ORPHAN_AGE));
            swept("orphans");
        } catch (IOException | LedgerUnavailable e) {
            log.warn("sweep of orphans cut short: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("sweep of orphans failed", e);
        }
    }

    private void swept(String what) {
        Measure.happened(Metric.SWEPT, clock.instant(), "what", what);
    }

    private void removeUnshown(String tenant, JobId id) {
        Optional<Job> job = ledger.find(tenant, id);
        try {
            if (job.isEmpty()) {
                store.deleteJob(tenant, id);
                log.info("removed orphaned artifacts of {}", id);
            } else if (job.get().state().terminal()) {
                removeLostAttempts(job.get());
            }
        } catch (IOException e) {
            log.warn("cannot remove orphaned artifacts of {}: {}", id, e.getMessage());
        }
    }

    /** A killed worker leaves what it stored; what a job shows is of its last attempt, if that succeeded. */
    private void removeLostAttempts(Job job) throws IOException {
        int shown = job.state() == JobState.SUCCEEDED ? job.attempt() : 0;
        for (int attempt = 1; attempt <= job.attempt(); attempt++) {
            if (attempt != shown) {
                store.deleteAttempt(job.tenant(), job.id(), attempt);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
