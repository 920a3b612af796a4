package dev.tintype.worker.capture;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.job.Artifact;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobSpec;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.Cutting;
import dev.tintype.worker.run.FoundArtifact;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** An attempt that keeps what it is given in memory. */
final class MemoryAttempt implements Attempt {
    private final Job job;
    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    private final Map<String, FoundArtifact> others = new ConcurrentHashMap<>();
    private final List<String> stages = new CopyOnWriteArrayList<>();
    private @Nullable Runnable onAbort;
    private boolean aborted;
    private @Nullable JobResult result;

    MemoryAttempt(CaptureSource source, PageOptions page, CaptureOutput... outputs) {
        this(new CaptureSpec(source, page, List.of(outputs)));
    }

    MemoryAttempt(JobSpec spec) {
        Instant now = Instant.now();
        this.job = new Job(
                JobId.create(),
                "tests",
                new JobRequest(spec, JobOptions.defaults()),
                JobState.RUNNING,
                1,
                1,
                0,
                false,
                now,
                now,
                now,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                null,
                null,
                List.of());
    }

    byte[] bytes(String name) {
        byte[] bytes = stored.get(name);
        if (bytes == null) {
            throw new AssertionError("no " + name + " among " + stored.keySet());
        }
        return bytes;
    }

    BufferedImage image(String name) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return stored.keySet();
    }

    void finished(JobResult end) {
        result = end;
    }

    JobResult result() {
        if (result == null) {
            throw new AssertionError("not finished");
        }
        return result;
    }

    Map<String, Object> report() {
        return result().report();
    }

    /** A member of a member of the report. */
    @Nullable
    Object report(String outer, String inner) {
        return ((Map<?, ?>) Objects.requireNonNull(report().get(outer), outer)).get(inner);
    }

    Map<String, Object> facts(String name) {
        return result().artifacts().stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow()
                .facts();
    }

    List<String> stages() {
        return List.copyOf(stages);
    }

    synchronized void abort() {
        aborted = true;
        if (onAbort != null) {
            onAbort.run();
        }
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public void progress(Progress progress) {
        stages.add(progress.stage());
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, byte[] bytes, Map<String, Object> facts) {
        if (stored.putIfAbsent(name, bytes) != null) {
            throw new IllegalStateException("stored twice: " + name);
        }
        return new Artifact(name, kind, mediaType, bytes.length, "0".repeat(64), 1, facts);
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {
        try {
            return store(name, kind, mediaType, Files.readAllBytes(file), facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets another job have made something. */
    MemoryAttempt with(String job, String name, String mediaType, byte[] bytes) {
        others.put(job + "/" + name, new FoundArtifact(mediaType, bytes));
        return this;
    }

    @Override
    public FoundArtifact artifact(String job, String name, long most) {
        FoundArtifact found = others.get(job + "/" + name);
        if (found == null) {
            throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, "There is no " + name + ".");
        }
        return found;
    }

    @Override
    public Cutting cutting() {
        throw new UnsupportedOperationException("not cut");
    }

    @Override
    public Path workFolder() {
        throw new UnsupportedOperationException("captures keep nothing on disk");
    }

    @Override
    public synchronized void onAbort(Runnable action) {
        onAbort = action;
        if (aborted) {
            action.run();
        }
    }

    @Override
    public synchronized boolean aborted() {
        return aborted;
    }
}
