package dev.tintype.worker.run;

import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what other jobs of the same tenant have made. */
final class OtherArtifacts {
    private final JobLedger ledger;
    private final ArtifactVault vault;

    OtherArtifacts(JobLedger ledger, ArtifactVault vault) {
        this.ledger = ledger;
        this.vault = vault;
    }

    FoundArtifact read(String tenant, String id, String name, long most) {
        return with(
                tenant, id, name, most, (artifact, in) -> new FoundArtifact(artifact.mediaType(), in.readAllBytes()));
    }

    /** Copies it to a file, without having it in memory. */
    void copy(String tenant, String id, String name, long most, Path to) {
        with(tenant, id, name, most, (_, in) -> Files.copy(in, to));
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Artifact artifact, InputStream in) throws IOException;
    }

    private <T> T with(String tenant, String id, String name, long most, Use<T> use) {
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
            if (artifact.closed()) {
                throw unusable("The artifact " + name
                        + " is encrypted for a password or a key, and the server cannot read it: make it with"
                        + " encryption tenant.");
            }
            try (InputStream in = vault.open(job, artifact, 0, artifact.bytes())
                    .orElseThrow(() -> unusable("The artifact " + artifact.name() + " has expired."))) {
                return use.of(artifact, in);
            }
        } catch (LedgerUnavailable | IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The artifact " + name + " could not be read.", e);
        }
    }

    private static JobFailure unusable(String detail) {
        return new JobFailure(ErrorCode.SOURCE_UNUSABLE, detail);
    }
}
