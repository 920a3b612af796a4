package dev.tintype.worker.run;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads what other jobs of the same tenant have made. */
final class OtherArtifacts {
    private final JobLedger ledger;
    private final ArtifactStore store;

    OtherArtifacts(JobLedger ledger, ArtifactStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    FoundArtifact read(String tenant, String id, String name, long most) {
        try {
            Job job = ledger.find(tenant, new JobId(id))
                    .orElseThrow(() -> unusable("The job " + id + " is gone, and what it made with it."));
            Artifact artifact = job.artifacts().stream()
                    .filter(made -> made.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unusable("The job " + id + " made no " + name + "."));
            if (artifact.bytes() > most) {
                throw unusable("The artifact " + name + " has more than " + most + " bytes.");
            }
            return new FoundArtifact(artifact.mediaType(), bytes(job, artifact));
        } catch (LedgerUnavailable | IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The artifact " + name + " could not be read.", e);
        }
    }

    private byte[] bytes(Job job, Artifact artifact) throws IOException {
        ArtifactKey key = new ArtifactKey(job.tenant(), job.id(), artifact.attempt(), artifact.name());
        Optional<InputStream> open = store.open(key, 0, artifact.bytes());
        if (open.isEmpty()) {
            throw unusable("The artifact " + artifact.name() + " has expired.");
        }
        try (InputStream in = open.get()) {
            return in.readAllBytes();
        }
    }

    private static JobFailure unusable(String detail) {
        return new JobFailure(ErrorCode.SOURCE_UNUSABLE, detail);
    }
}
