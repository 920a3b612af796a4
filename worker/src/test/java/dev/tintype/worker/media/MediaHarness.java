package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.config.MediaProperties;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaSource;
import dev.tintype.seal.SealKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.unit.DataSize;

/** A runner with one slot, and everything it was asked to do. */
final class MediaHarness implements AutoCloseable {
    static final SealKeys SEALS = new SealKeys(List.of("a-key-of-the-tests-with-32-letters"));

    final MediaRunner runner;
    private final List<MediaAttempt> attempts = new ArrayList<>();
    private final Map<String, Path> uploads = new ConcurrentHashMap<>();

    MediaHarness() {
        this(limits(), List.of());
    }

    /**
     * @param ffmpeg with its {@code ffprobe} beside it
     * @param devices where graphics cards are
     */
    MediaHarness(Path ffmpeg, Path devices) {
        MediaProperties usual = limits();
        runner = MediaRunner.start(
                1,
                new MediaProperties(
                        ffmpeg,
                        usual.bytes(),
                        usual.duration(),
                        usual.width(),
                        usual.height(),
                        usual.imagePixels(),
                        usual.fps(),
                        usual.streams(),
                        usual.outputBytes(),
                        usual.memory(),
                        usual.stall()),
                TintypeProperties.Sandbox.AUTO,
                Clips.CACHE,
                EgressPolicy.of(List.of()),
                this::copyUpload,
                SEALS,
                devices);
    }

    /** @param allow hosts of this machine that may be reached */
    MediaHarness(MediaProperties limits, List<String> allow) {
        runner = MediaRunner.start(
                1,
                limits,
                TintypeProperties.Sandbox.AUTO,
                Clips.CACHE,
                EgressPolicy.of(allow),
                this::copyUpload,
                SEALS);
    }

    private void copyUpload(String tenant, String id, long most, Path to) throws IOException {
        Path file = uploads.get(id);
        if (file == null) {
            throw new JobFailure(ErrorCode.UPLOAD_GONE, "There is no such upload");
        }
        Files.copy(file, to);
    }

    /** The id of an upload with what is in {@code file}. */
    String upload(Path file) {
        String id = "upl_" + "%026d".formatted(uploads.size());
        uploads.put(id, file);
        return id;
    }

    static MediaProperties limits() {
        return new MediaProperties(
                null,
                DataSize.ofMegabytes(100),
                Duration.ofMinutes(1),
                1920,
                1080,
                2_000_000,
                120,
                8,
                DataSize.ofMegabytes(100),
                DataSize.ofGigabytes(8),
                Duration.ofSeconds(20));
    }

    /** Makes outputs of a file, with no options. */
    MediaAttempt make(Path file, MediaOutput... outputs) {
        return make(MediaAttempt.source(file), MediaOptions.defaults(), outputs);
    }

    MediaAttempt make(MediaSource source, MediaOptions options, MediaOutput... outputs) {
        MediaAttempt attempt = attempt(source, options, outputs);
        try {
            attempt.finished(runner.run(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(runner.children()).as("children left").isZero();
        return attempt;
    }

    /** Makes what cannot be made. */
    JobFailure failure(Path file, MediaOutput... outputs) {
        return failure(MediaAttempt.source(file), MediaOptions.defaults(), outputs);
    }

    JobFailure failure(MediaSource source, MediaOptions options, MediaOutput... outputs) {
        MediaAttempt attempt = attempt(source, options, outputs);
        JobFailure failure = catchThrowableOfType(JobFailure.class, () -> runner.run(attempt));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(attempt.names()).as("nothing stored").isEmpty();
        assertThat(runner.children()).as("children left").isZero();
        return failure;
    }

    MediaAttempt attempt(MediaSource source, MediaOptions options, MediaOutput... outputs) {
        MediaAttempt attempt = new MediaAttempt(source, options, outputs);
        attempts.add(attempt);
        return attempt;
    }

    @Override
    public void close() {
        runner.close();
        attempts.forEach(MediaAttempt::close);
    }
}
