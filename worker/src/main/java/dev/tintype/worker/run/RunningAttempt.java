package dev.tintype.worker.run;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.Progress;
import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt under way: what its runner may do, and what the lease keeper may do to it. */
final class RunningAttempt implements Attempt {
    private static final Logger log = LoggerFactory.getLogger(RunningAttempt.class);

    /** How far a job is whose parts are done. */
    private static final int PARTS_DONE = 90;

    private final Job job;
    private final ArtifactVault.Writer vault;
    private final OtherArtifacts others;
    private final LedgerCutting cutting;
    private final WorkFolders.Folder workFolder;
    private final Runnable progressed;
    private final Object lock = new Object();
    private final List<Runnable> abortActions = new ArrayList<>();
    private @Nullable AbortReason abortReason;
    private volatile @Nullable Progress progress;

    /** @param progressed called, cheaply, when there is new progress to pass on */
    RunningAttempt(
            Job job,
            ArtifactVault.Writer vault,
            OtherArtifacts others,
            LedgerCutting cutting,
            WorkFolders.Folder workFolder,
            Runnable progressed) {
        this.job = job;
        this.cutting = cutting;
        this.vault = vault;
        this.others = others;
        this.workFolder = workFolder;
        this.progressed = progressed;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public void progress(Progress newest) {
        Progress told = job.chunks().isEmpty() ? newest : newest.from(PARTS_DONE);
        if (!Objects.equals(progress, told)) {
            progress = told;
            progressed.run();
        }
    }

    @Nullable
    Progress newestProgress() {
        return progress;
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, byte[] bytes, Map<String, Object> facts) {
        return stored(name, kind, key -> vault.put(key, kind, mediaType, bytes, facts));
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {
        return stored(name, kind, key -> vault.put(key, kind, mediaType, file, facts));
    }

    @Override
    public FoundArtifact artifact(String other, String name, long most) {
        return others.read(job.tenant(), other, name, most);
    }

    @Override
    public void artifact(String other, String name, long most, Path to) {
        others.copy(job.tenant(), other, name, most, to);
    }

    private Artifact stored(String name, String kind, Put put) {
        try (Step step = Traces.part("store")) {
            step.with("tintype.kind", kind);
            return put.to(new ArtifactKey(job.tenant(), job.id(), job.attempt(), name));
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The artifact " + name + " could not be stored.", e);
        }
    }

    @Override
    public LedgerCutting cutting() {
        return cutting;
    }

    @Override
    public Path workFolder() {
        try {
            return workFolder.path();
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The worker has no room to work in.", e);
        }
    }

    @Override
    public void onAbort(Runnable action) {
        synchronized (lock) {
            if (abortReason == null) {
                abortActions.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public boolean aborted() {
        return abortReason().isPresent();
    }

    Optional<AbortReason> abortReason() {
        synchronized (lock) {
            return Optional.ofNullable(abortReason);
        }
    }

    /** Stops the attempt; the first reason stays, but a fence outranks any other. */
    void abort(AbortReason reason) {
        List<Runnable> actions;
        synchronized (lock) {
            if (abortReason != null) {
                abortReason = reason == AbortReason.FENCED ? reason : abortReason;
                return;
            }
            abortReason = reason;
            actions = List.copyOf(abortActions);
        }
        log.info("{} attempt {} has to stop: {}", job.id(), job.attempt(), reason);
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.error("stopping {} attempt {} failed", job.id(), job.attempt(), e);
            }
        }
    }

    @FunctionalInterface
    private interface Put {
        Artifact to(ArtifactKey key) throws IOException;
    }
}
