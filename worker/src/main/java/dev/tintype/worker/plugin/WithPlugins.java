package dev.tintype.worker.plugin;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.PluginSource;
import dev.tintype.job.PluginSpec;
import dev.tintype.job.Pool;
import dev.tintype.plugin.PluginFailure;
import dev.tintype.worker.media.source.UploadedFiles;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.JobRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the jobs of plugins in the slots of their pool, and leaves its other jobs to the pool's own runner. Thread-safe. */
public final class WithPlugins implements JobRunner {
    private static final Logger log = LoggerFactory.getLogger(WithPlugins.class);
    private static final String SOURCE = "source";
    private static final int LONGEST_DETAIL = 1_000;

    private final JobRunner runner;
    private final Map<String, LoadedPlugin> plugins;
    private final UploadedFiles uploads;
    private final long most;

    /**
     * @param plugins those of any pool; only the ones of the runner's are used and closed here
     * @param most bytes of a source
     */
    public WithPlugins(JobRunner runner, Map<String, LoadedPlugin> plugins, UploadedFiles uploads, long most) {
        this.runner = runner;
        this.plugins = new TreeMap<>(plugins);
        this.plugins.values().removeIf(plugin -> plugin.allowed().pool() != runner.pool());
        this.uploads = uploads;
        this.most = most;
    }

    @Override
    public Pool pool() {
        return runner.pool();
    }

    @Override
    public int slots() {
        return runner.slots();
    }

    @Override
    public int attempts() {
        return runner.attempts();
    }

    @Override
    public Map<String, String> capabilities() {
        Map<String, String> all = new TreeMap<>(runner.capabilities());
        plugins.forEach(
                (name, plugin) -> all.put("plugin_" + name, plugin.allowed().sha256()));
        return all;
    }

    @Override
    public JobResult run(Attempt attempt) throws InterruptedException {
        if (!(attempt.job().request().spec() instanceof PluginSpec spec)) {
            return runner.run(attempt);
        }
        LoadedPlugin loaded = plugins.get(spec.plugin());
        if (loaded == null) {
            throw new JobFailure(
                    ErrorCode.PLUGIN_FAILED, "This worker does not have the plugin " + spec.plugin() + ".");
        }
        PluginAttempt job = new PluginAttempt(attempt, spec, source(attempt, spec.source()));
        Interruption interruption = new Interruption(Thread.currentThread());
        attempt.onAbort(interruption::now);
        try {
            loaded.plugin().run(job);
        } catch (PluginFailure e) {
            throw new JobFailure(ErrorCode.PLUGIN_FAILED, e.retryable(), told(e), e);
        } catch (JobFailure e) {
            throw e;
        } catch (InterruptedException e) {
            if (!attempt.aborted()) {
                throw e;
            }
            throw new JobFailure(ErrorCode.PLUGIN_FAILED, "The attempt was stopped.", e);
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (!attempt.aborted()) {
                log.error("the plugin {} failed at {}", spec.plugin(), job.id(), e);
            }
            throw new JobFailure(
                    ErrorCode.PLUGIN_FAILED,
                    "The plugin " + spec.plugin() + " has a defect; the worker's log tells it under this job's id.",
                    e);
        } finally {
            interruption.over();
        }
        return new JobResult(job.stored(), Map.of());
    }

    private static String told(PluginFailure failure) {
        String detail = Objects.requireNonNullElse(failure.getMessage(), "The plugin gave up.");
        return detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    private @Nullable Path source(Attempt attempt, @Nullable PluginSource source) {
        if (source == null) {
            return null;
        }
        Path file = attempt.workFolder().resolve(SOURCE);
        ArtifactRef artifact = source.artifact();
        try {
            if (artifact != null) {
                attempt.artifact(artifact.job(), artifact.name(), most, file);
            } else {
                uploads.copy(attempt.job().tenant(), Objects.requireNonNull(source.upload()), most, file);
            }
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The worker could not write the source to its disk.", e);
        }
        return file;
    }

    @Override
    public void close() {
        runner.close();
        plugins.values().forEach(LoadedPlugin::close);
    }

    /** Interrupts a thread while the plugin has it, and never later. */
    private static final class Interruption {
        private final Thread thread;
        private boolean sent;
        private boolean over;

        private Interruption(Thread thread) {
            this.thread = thread;
        }

        synchronized void now() {
            if (!over) {
                sent = true;
                thread.interrupt();
            }
        }

        /** On the thread itself. */
        synchronized void over() {
            over = true;
            if (sent) {
                Thread.interrupted();
            }
        }
    }
}
