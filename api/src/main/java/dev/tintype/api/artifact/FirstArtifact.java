package dev.tintype.api.artifact;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.vault.ArtifactVault;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** What a job that was waited for made first: for callers who want the thing and not the job. Thread-safe. */
@Component
public final class FirstArtifact {
    private final ArtifactVault vault;

    FirstArtifact(ArtifactVault vault) {
        this.vault = vault;
    }

    /** The first artifact of a job that succeeded. */
    public Artifact of(Job job) {
        return job.artifacts().stream().findFirst().orElseThrow(ArtifactController::gone);
    }

    /** Its bytes; the caller closes them. */
    public InputStream open(Job job) throws IOException {
        Artifact artifact = of(job);
        return vault.open(job, artifact, 0, artifact.bytes()).orElseThrow(ArtifactController::gone);
    }

    /** Answers with it, as its own route would. */
    public void write(Job job, HttpServletResponse response) throws IOException {
        Artifact artifact = of(job);
        try (InputStream bytes = open(job)) {
            ArtifactHeaders.set(response, artifact);
            response.setContentType(artifact.mediaType());
            response.setContentLengthLong(artifact.bytes());
            bytes.transferTo(response.getOutputStream());
        }
    }
}
