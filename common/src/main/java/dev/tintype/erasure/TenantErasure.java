package dev.tintype.erasure;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.callback.Endpoint;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobPage;
import dev.tintype.ledger.JobQuery;
import dev.tintype.ledger.TenantRecords;
import dev.tintype.preset.Preset;
import dev.tintype.schedule.Schedule;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.TenantKeys;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Removes all of a tenant's keys, endpoints, schedules, presets, jobs, artifacts and uploads. First what could make more, then what there
 * is. Thread-safe; what was cut short is continued by the next call. Every method may throw
 * {@link dev.tintype.ledger.LedgerUnavailable}.
 */
public final class TenantErasure {
    private static final int PAGE = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final JobLedger ledger;
    private final TenantRecords records;
    private final EndpointStore endpoints;
    private final ApiKeyStore keys;
    private final Uploads uploads;
    private final ArtifactStore store;
    private final TenantKeys tenantKeys;

    public TenantErasure(
            JobLedger ledger,
            TenantRecords records,
            EndpointStore endpoints,
            ApiKeyStore keys,
            Uploads uploads,
            ArtifactStore store,
            TenantKeys tenantKeys) {
        this.tenantKeys = tenantKeys;
        this.ledger = ledger;
        this.records = records;
        this.endpoints = endpoints;
        this.keys = keys;
        this.uploads = uploads;
        this.store = store;
    }

    /** What one call removed. */
    @Schema(name = "Erasure", description = "What was erased.")
    public record Erased(
            String tenant,

            @Schema(description = "Whether nothing is left. Else jobs still run; they were told to stop.")
            boolean complete,

            long jobs,
            long uploads,
            long keys,
            long webhooks,
            long schedules,
            long presets) {}

    /**
     * Erases {@code tenant}.
     *
     * @param spared the public name of a key that stays: the one that asks
     * @param patience how long to wait for jobs that run
     */
    public Erased erase(String tenant, String spared, Duration patience) throws IOException {
        long endsAt = System.nanoTime() + patience.toNanos();
        // whatever copies there are of what was encrypted: nobody reads them from now on
        tenantKeys.shred(tenant);
        List<ApiKey> ended = keys.list().stream()
                .filter(key -> key.tenant().equals(tenant) && !key.kid().equals(spared))
                .toList();
        ended.forEach(key -> keys.remove(key.kid()));
        List<Endpoint> webhooks = endpoints.list(tenant);
        webhooks.forEach(endpoint -> endpoints.delete(tenant, endpoint.id()));
        List<Schedule> schedules = ledger.schedules().all(tenant);
        schedules.forEach(schedule -> ledger.schedules().delete(tenant, schedule.id()));
        List<Preset> presets = ledger.presets().all(tenant);
        presets.forEach(preset -> ledger.presets().delete(tenant, preset.name()));
        long files = uploads.erase(tenant);
        long jobs = jobs(tenant);
        boolean complete = none(tenant);
        while (!complete
                && System.nanoTime() < endsAt
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            jobs += jobs(tenant);
            complete = none(tenant);
        }
        if (complete) {
            store.deleteTenant(tenant);
            // what still ran may have made one
            tenantKeys.shred(tenant);
            records.forget(tenant);
        }
        return new Erased(
                tenant, complete, jobs, files, ended.size(), webhooks.size(), schedules.size(), presets.size());
    }

    private boolean none(String tenant) {
        JobPage page = ledger.list(tenant, JobQuery.ANY, 1, null);
        return page.items().isEmpty() && page.after() == null;
    }

    /** Stops what has not ended and removes what has. */
    private long jobs(String tenant) throws IOException {
        long removed = 0;
        JobPage.Position after = null;
        do {
            JobPage page = ledger.list(tenant, JobQuery.ANY, PAGE, after);
            for (Job job : page.items()) {
                if (!job.state().terminal()) {
                    ledger.cancel(tenant, job.id());
                }
                removed += remove(job) ? 1 : 0;
            }
            after = page.after();
        } while (after != null);
        return removed;
    }

    /** Bytes first, so that a removal cut short is found again. */
    private boolean remove(Job job) throws IOException {
        boolean ended = ledger.find(job.tenant(), job.id())
                .filter(now -> now.state().terminal())
                .isPresent();
        if (!ended) {
            return false;
        }
        for (JobId id : job.chunks()) {
            Optional<Job> chunk = ledger.find(job.tenant(), id);
            if (chunk.isPresent() && !remove(chunk.get())) {
                return false;
            }
        }
        ledger.uncache(job.tenant(), job.id());
        store.deleteJob(job.tenant(), job.id());
        records.forgetDeliveries(job.id());
        return ledger.delete(job.tenant(), job.id());
    }
}
