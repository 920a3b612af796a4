package dev.tintype.worker.media.source;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.Progress;
import dev.tintype.media.ImageSequence;
import dev.tintype.media.MediaSource;
import dev.tintype.media.Watermark;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings one file of a source to where FFmpeg may read it. Thread-safe. */
public final class SourceFiles {
    private static final int FETCH_PERCENT = 10;

    private final UploadedFiles uploads;
    private final EgressPolicy policy;
    private final long most;

    /** @param most bytes at most */
    public SourceFiles(UploadedFiles uploads, EgressPolicy policy, long most) {
        this.uploads = uploads;
        this.policy = policy;
        this.most = most;
    }

    /**
     * Fetches {@code source}, a single file, to {@code file}.
     *
     * @throws dev.tintype.job.JobFailure when it cannot be had, or has too many bytes
     */
    public void fetch(MediaSource source, Path file, Attempt attempt) throws IOException, InterruptedException {
        if (source.url() != null) {
            new UrlDownload(policy, most).to(source.url(), file, attempt, (there, of) -> {
                if (of > 0) {
                    attempt.progress(Progress.of((int) (FETCH_PERCENT * there / of), "fetch"));
                }
            });
        } else {
            fetch(source.artifact(), source.upload(), file, attempt);
        }
    }

    /** Fetches the ZIP of a row of pictures. */
    public void fetch(ImageSequence pictures, Path file, Attempt attempt) throws IOException {
        fetch(null, pictures.upload(), file, attempt);
    }

    /** Fetches or draws what is put over the picture. */
    public void fetch(Watermark watermark, Path file, Attempt attempt) throws IOException {
        if (watermark.text() == null) {
            fetch(watermark.artifact(), watermark.upload(), file, attempt);
        } else {
            TextPicture.draw(watermark.text(), file);
        }
    }

    private void fetch(@Nullable ArtifactRef artifact, @Nullable String upload, Path file, Attempt attempt)
            throws IOException {
        if (artifact != null) {
            attempt.artifact(artifact.job(), artifact.name(), most, file);
        } else {
            uploads.copy(attempt.job().tenant(), Objects.requireNonNull(upload), most, file);
        }
    }
}
