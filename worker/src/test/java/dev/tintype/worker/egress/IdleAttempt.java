package dev.tintype.worker.egress;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.Progress;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.Cutting;
import dev.tintype.worker.run.FoundArtifact;
import java.nio.file.Path;
import java.util.Map;

/** An attempt for visits that store nothing and are never aborted. */
final class IdleAttempt implements Attempt {
    @Override
    public Job job() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void progress(Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, byte[] bytes, Map<String, Object> facts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FoundArtifact artifact(String job, String name, long most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cutting cutting() {
        throw new UnsupportedOperationException("not cut");
    }

    @Override
    public Path workFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAbort(Runnable action) {
        // never
    }

    @Override
    public boolean aborted() {
        return false;
    }
}
