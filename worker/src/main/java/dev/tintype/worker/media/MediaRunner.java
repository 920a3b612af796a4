package dev.tintype.worker.media;

import dev.tintype.config.MediaProperties;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.health.Health;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.Pool;
import dev.tintype.media.Hardware;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.mediakey.MediaKeys;
import dev.tintype.seal.SealKeys;
import dev.tintype.worker.media.process.ChildStopped;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.FfmpegFinder;
import dev.tintype.worker.media.process.FfmpegNotUsable;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.process.Walls;
import dev.tintype.worker.media.source.SourceFiles;
import dev.tintype.worker.media.source.UploadedFiles;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.JobRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs media jobs. Where FFmpeg does not start it fails them at once, saying so, rather than keep the rest of the worker from working.
 * Thread-safe.
 */
public final class MediaRunner implements JobRunner {
    private static final Logger log = LoggerFactory.getLogger(MediaRunner.class);

    private final int slots;
    private final @Nullable MediaTools tools;
    private final String problem;

    private MediaRunner(int slots, @Nullable MediaTools tools, String problem) {
        this.slots = slots;
        this.tools = tools;
        this.problem = problem;
    }

    /**
     * Finds FFmpeg and tries the walls round it.
     *
     * @param slots 0: half as many as there are cores
     * @param cache where Tintype's own FFmpeg is unpacked
     * @param seals for the keys of encrypted streams
     */
    public static MediaRunner start(
            int slots,
            MediaProperties limits,
            TintypeProperties.Sandbox sandbox,
            Path cache,
            EgressPolicy policy,
            UploadedFiles uploads,
            SealKeys seals) {
        return start(slots, limits, sandbox, cache, policy, uploads, seals, Path.of("/dev"));
    }

    /** @param devices where the graphics cards are */
    static MediaRunner start(
            int slots,
            MediaProperties limits,
            TintypeProperties.Sandbox sandbox,
            Path cache,
            EgressPolicy policy,
            UploadedFiles uploads,
            SealKeys seals,
            Path devices) {
        int cores = Runtime.getRuntime().availableProcessors();
        int count = slots == 0 ? Math.max(1, cores / 2) : slots;
        try {
            Ffmpeg ffmpeg = new FfmpegFinder().find(limits.ffmpeg(), cache);
            Walls walls = Walls.tried(ffmpeg, sandbox);
            log.info("media with FFmpeg {} ({} slots): {}", ffmpeg.version(), count, walls.protections());
            SourceFiles sources =
                    new SourceFiles(uploads, policy, limits.bytes().toBytes());
            Supervisor supervisor = new Supervisor(walls);
            return new MediaRunner(
                    count,
                    new MediaTools(
                            ffmpeg,
                            supervisor,
                            sources,
                            new DiskRoom(),
                            limits,
                            Math.max(1, cores / count),
                            new HardwareProbe(supervisor, devices).find(),
                            new MediaKeys(seals),
                            new MediaKeyLinks(seals)),
                    "");
        } catch (FfmpegNotUsable e) {
            log.error("media jobs will fail: {}", e.getMessage(), e.getCause());
            return new MediaRunner(count, null, String.valueOf(e.getMessage()));
        }
    }

    /** How it is, for operators: what protects the machine, or why there is no FFmpeg. */
    public Health health() {
        if (tools == null) {
            return Health.degraded(problem);
        }
        Walls walls = tools.supervisor().walls();
        return walls.closed()
                ? Health.up("sandbox: " + walls.protections())
                : Health.degraded(
                        "FFmpeg runs without namespaces of its own: install bubblewrap and allow user namespaces."
                                + " Active: " + walls.protections());
    }

    @Override
    public Pool pool() {
        return Pool.MEDIA;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Map<String, String> capabilities() {
        if (tools == null) {
            return Map.of();
        }
        Map<String, String> capabilities = new TreeMap<>();
        capabilities.put("ffmpeg", tools.ffmpeg().version());
        capabilities.put("ffmpeg_sandbox", tools.supervisor().walls().protections());
        if (!tools.hardware().names().isEmpty()) {
            capabilities.put(Hardware.CAPABILITY, tools.hardware().told());
        }
        return capabilities;
    }

    @Override
    public JobResult run(Attempt attempt) throws InterruptedException {
        if (!(attempt.job().request().spec() instanceof MediaSpec spec)) {
            throw new IllegalArgumentException(
                    "not a media job: " + attempt.job().id());
        }
        if (tools == null) {
            throw new JobFailure(ErrorCode.FFMPEG_FAILED, false, "This worker has no FFmpeg that starts.", null);
        }
        Supervisor.Stop stop = new Supervisor.Stop();
        attempt.onAbort(stop::now);
        try {
            return new MediaJob(tools, attempt, spec, stop).perform();
        } catch (ChildStopped e) {
            throw FfmpegErrors.of(e, attempt.job().request().timeout());
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The worker could not read or write a file of the job.", e);
        }
    }

    /** How many FFmpegs run now. */
    int children() {
        return tools == null ? 0 : tools.supervisor().running();
    }

    @Override
    public void close() {
        if (tools != null) {
            tools.supervisor().close();
        }
    }
}
