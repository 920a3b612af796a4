package dev.tintype.worker.run;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.NewChunk;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts one job of the ledger. */
final class LedgerCutting implements Cutting {
    private static final Logger log = LoggerFactory.getLogger(LedgerCutting.class);

    /** Of what a chunk has before its first attempt. */
    private static final int FROM_THE_START = 0;

    private final Job job;
    private final JobLedger ledger;
    private final ArtifactVault vault;
    private final String worker;
    private volatile List<NewChunk> chunks = List.of();

    /** @param worker the name of the one that runs the attempt */
    LedgerCutting(Job job, JobLedger ledger, ArtifactVault vault, String worker) {
        this.job = job;
        this.ledger = ledger;
        this.vault = vault;
        this.worker = worker;
    }

    @Override
    public int freeElsewhere() {
        Pool pool = job.request().spec().pool();
        try {
            return ledger.pools().workers().stream()
                    .filter(other -> !other.name().equals(worker) && !other.draining())
                    .flatMap(other -> other.pools().stream())
                    .filter(share -> share.pool() == pool)
                    .mapToInt(share -> Math.max(0, share.slots() - share.busy()))
                    .sum();
        } catch (LedgerUnavailable e) {
            log.warn("whether others could help with {} is not known: {}", job.id(), e.getMessage());
            return 0;
        }
    }

    @Override
    public Artifact give(JobId chunk, String name, String kind, String mediaType, Path file) {
        ArtifactKey key = new ArtifactKey(job.tenant(), chunk, FROM_THE_START, name);
        try {
            return vault.parts(job).put(key, kind, mediaType, file, Map.of());
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "What parts of the job begin with could not be stored.", e);
        }
    }

    @Override
    public void cut(List<NewChunk> into) {
        chunks = List.copyOf(into);
    }

    /** What the job is to be cut into; empty: it is not. */
    List<NewChunk> chunks() {
        return chunks;
    }

    @Override
    public Job chunk(JobId id) {
        try {
            return ledger.find(job.tenant(), id)
                    .orElseThrow(() -> new JobFailure(ErrorCode.INTERNAL, "A part of the job is gone."));
        } catch (LedgerUnavailable e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "A part of the job could not be read.", e);
        }
    }

    /** Removes what chunks that never were would have begun with. */
    void forget() {
        for (NewChunk chunk : chunks) {
            if (!chunk.artifacts().isEmpty()) {
                try {
                    vault.store().deleteJob(job.tenant(), chunk.id());
                } catch (IOException e) {
                    log.warn("leftovers of {} stay until the sweep: {}", job.id(), e.getMessage());
                }
            }
        }
    }
}
