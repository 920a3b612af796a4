package dev.tintype.worker.run;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One run of a job, as its runner sees it. Thread-safe. */
public interface Attempt {
    /** The job as claimed; {@code job().attempt()} is this attempt's number. */
    Job job();

    /** Says how far it is; passed on soon, the newest wins. Never blocks. */
    void progress(Progress progress);

    /**
     * Stores bytes under this attempt's key.
     *
     * @param facts kind-specific, shown in the artifact
     * @throws dev.tintype.job.JobFailure {@code storage_failed} when not every byte is certainly stored
     */
    Artifact store(String name, String kind, String mediaType, byte[] bytes, Map<String, Object> facts);

    /** As the other, streaming a file. */
    Artifact store(String name, String kind, String mediaType, Path file, Map<String, Object> facts);

    /**
     * Reads what another job of the same tenant made.
     *
     * @param most bytes at most
     * @throws dev.tintype.job.JobFailure {@code source_unusable} when there is none, or more
     */
    FoundArtifact artifact(String job, String name, long most);

    /**
     * Copies what another job of the same tenant made to a file.
     *
     * @param most bytes at most
     * @throws dev.tintype.job.JobFailure {@code source_unusable} when there is none, or more
     */
    default void artifact(String job, String name, long most, Path to) throws IOException {
        Files.write(to, artifact(job, name, most).bytes());
    }

    /** By which it has its job done in parts. */
    Cutting cutting();

    /**
     * A private folder (0700) for this attempt, made when it is first asked for, gone when it ends.
     *
     * @throws dev.tintype.job.JobFailure {@code storage_failed} when there is no room for it
     */
    Path workFolder();

    /**
     * Registers what must happen at once when the attempt has to stop early (cancel, lost lease, time-out, end of drain):
     * called at most once, from another thread; at once when that is already so. The runner then ends soon, however it
     * likes; the reason is known to the caller.
     */
    void onAbort(Runnable action);

    /** Whether the attempt has to stop. */
    boolean aborted();
}
