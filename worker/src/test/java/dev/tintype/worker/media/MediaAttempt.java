package dev.tintype.worker.media;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.Progress;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaSource;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.Cutting;
import dev.tintype.worker.run.FoundArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** An attempt at a media job whose source is a file, and that keeps what it is given in a folder. */
final class MediaAttempt implements Attempt, AutoCloseable {
    /** Stands for the job that made the source. */
    private static final String OTHER = JobId.create().value();

    private final Job job;
    private final Path folder;
    private final Path work;
    private final Path stored;
    private final List<Artifact> artifacts = new CopyOnWriteArrayList<>();
    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<Runnable> onAbort = new ArrayList<>();
    private boolean aborted;
    private @Nullable JobResult result;

    MediaAttempt(MediaSource source, MediaOptions options, MediaOutput... outputs) {
        MediaSpec spec = new MediaSpec(source, options, List.of(outputs));
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
        try {
            this.folder = Files.createTempDirectory("media-attempt-");
            this.work = Files.createDirectory(folder.resolve("work"));
            this.stored = Files.createDirectory(folder.resolve("stored"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names {@code file} as what another job made. */
    static MediaSource source(Path file) {
        return MediaSource.ofArtifact(ref(file));
    }

    static ArtifactRef ref(Path file) {
        return new ArtifactRef(OTHER, file.toString());
    }

    /** Where the artifact is now. */
    Path file(String name) {
        Path file = stored.resolve(name);
        if (!Files.exists(file)) {
            throw new AssertionError("no " + name + " among " + names());
        }
        return file;
    }

    String text(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return artifacts.stream().map(Artifact::name).collect(Collectors.toUnmodifiableSet());
    }

    Artifact artifact(String name) {
        return artifacts.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    Map<String, Object> facts(String name) {
        return artifact(name).facts();
    }

    long number(String name, String fact) {
        return ((Number) Objects.requireNonNull(facts(name).get(fact), fact)).longValue();
    }

    List<Progress> progress() {
        return List.copyOf(progress);
    }

    void finished(JobResult end) {
        result = end;
    }

    Map<String, Object> report() {
        return result().report();
    }

    Map<String, String> sealedKeys() {
        return result().sealedKeys();
    }

    private JobResult result() {
        if (result == null) {
            throw new AssertionError("not finished");
        }
        return result;
    }

    /** The argument lists of every FFmpeg, as the report shows them. */
    @SuppressWarnings("unchecked")
    List<List<String>> commands() {
        return (List<List<String>>) Objects.requireNonNull(report().get("commands"));
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public void progress(Progress newest) {
        progress.add(newest);
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, byte[] bytes, Map<String, Object> facts) {
        try {
            return store(name, kind, mediaType, Files.write(work.resolve(name), bytes), facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Artifact store(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {
        try {
            Files.copy(file, stored.resolve(name));
            Artifact made = new Artifact(name, kind, mediaType, Files.size(file), "0".repeat(64), 1, facts);
            artifacts.add(made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FoundArtifact artifact(String other, String name, long most) {
        Path file = Path.of(name);
        try {
            if (!other.equals(OTHER) || !Files.exists(file) || Files.size(file) > most) {
                throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, "There is no " + name + ".");
            }
            return new FoundArtifact("application/octet-stream", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Cutting cutting() {
        throw new UnsupportedOperationException("not cut");
    }

    @Override
    public Path workFolder() {
        return work;
    }

    @Override
    public synchronized void onAbort(Runnable action) {
        onAbort.add(action);
        if (aborted) {
            action.run();
        }
    }

    synchronized void abort() {
        aborted = true;
        onAbort.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean aborted() {
        return aborted;
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
