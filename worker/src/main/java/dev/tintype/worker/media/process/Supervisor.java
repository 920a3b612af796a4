package dev.tintype.worker.media.process;

import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts FFmpeg, watches over it and sees that it ends. All children are started by one thread that lives as long as this object: the
 * kernel kills them when the thread that started them is gone (prctl(2), PR_SET_PDEATHSIG), and only then. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final long TICK_MS = 100;
    private static final long GRACE_MS = 500;
    private static final long PROOF_S = 5;

    private final Walls walls;
    private final ExecutorService spawner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("ffmpeg-spawner").daemon().factory());
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    public Supervisor(Walls walls) {
        this.walls = walls;
    }

    /** The walls around every child. */
    public Walls walls() {
        return walls;
    }

    /** How many children run now. */
    public int running() {
        return running.size();
    }

    /** A switch that stops children, from any thread, now and later. */
    public static final class Stop {
        private final AtomicBoolean thrown = new AtomicBoolean();
        private final Set<Process> held = ConcurrentHashMap.newKeySet();

        /** Kills what runs; nothing starts any more. Returns at once. */
        public void now() {
            thrown.set(true);
            held.forEach(Supervisor::kill);
        }

        boolean isThrown() {
            return thrown.get();
        }
    }

    /**
     * Runs a child to its end.
     *
     * @throws ChildStopped when it was killed; it is gone then
     * @throws IOException when it could not be started
     */
    public ChildEnd run(Child child, Stop stop) throws IOException, InterruptedException {
        try (Step step = Traces.part(child.program().file())) {
            return run(child, stop, step);
        }
    }

    private ChildEnd run(Child child, Stop stop, Step step) throws IOException, InterruptedException {
        if (stop.isThrown()) {
            throw new ChildStopped(ChildStopped.Reason.ABORTED);
        }
        Process process = spawn(child);
        running.add(process);
        stop.held.add(process);
        long began = System.nanoTime();
        String end = "aborted";
        try {
            ChildOutput output = new ChildOutput(process, child.progress());
            if (stop.isThrown()) {
                throw new ChildStopped(ChildStopped.Reason.ABORTED);
            }
            watch(process, child, stop, output);
            if (stop.isThrown()) {
                throw new ChildStopped(ChildStopped.Reason.ABORTED);
            }
            end = process.exitValue() == 0 ? "done" : "failed";
            return output.end(process.exitValue());
        } catch (ChildStopped e) {
            end = e.reason().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            step.with("tintype.end", end);
            Measure.time(Metric.CHILD, Duration.ofNanos(System.nanoTime() - began), "end", end);
            end(process);
            stop.held.remove(process);
            running.remove(process);
        }
    }

    private void watch(Process process, Child child, Stop stop, ChildOutput output) throws InterruptedException {
        long start = System.nanoTime();
        long nextLook = 0;
        while (!process.waitFor(TICK_MS, TimeUnit.MILLISECONDS)) {
            long spent = System.nanoTime() - start;
            if (stop.isThrown()) {
                throw new ChildStopped(ChildStopped.Reason.ABORTED);
            }
            if (spent > child.limits().wall().toNanos()) {
                throw new ChildStopped(ChildStopped.Reason.WALL);
            }
            if (output.stoodStillNanos() > child.limits().stall().toNanos()) {
                throw new ChildStopped(ChildStopped.Reason.STALLED);
            }
            if (spent > nextLook) {
                if (FolderSize.of(child.folder().resolve(Child.OUT))
                        > child.limits().bytes()) {
                    throw new ChildStopped(ChildStopped.Reason.BYTES);
                }
                nextLook = spent + TimeUnit.MILLISECONDS.toNanos(500);
            }
        }
    }

    private Process spawn(Child child) throws IOException, InterruptedException {
        Path folder = child.folder();
        ProcessBuilder builder = new ProcessBuilder(
                        walls.around(child.program(), child.arguments(), folder, child.limits()))
                .directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(walls.environment(folder));
        Callable<Process> start = builder::start;
        try {
            return spawner.submit(start).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Kills it if it runs, and sees it gone. */
    private static void end(Process process) throws InterruptedException {
        kill(process);
        if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            if (!process.waitFor(PROOF_S, TimeUnit.SECONDS)) {
                log.error("process {} does not end although it was killed", process.pid());
            }
        }
    }

    /**
     * Kills what is innermost: each one round it buries its own and ends. Killed all at once, they would be left, dead, to a first
     * process of the container that may bury nobody.
     */
    private static void kill(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> below = process.descendants().toList();
            below.stream()
                    .filter(child -> child.children().findAny().isEmpty())
                    .forEach(ProcessHandle::destroyForcibly);
            if (below.isEmpty()) {
                process.destroyForcibly();
            }
        }
    }

    /** Kills every child. Those that wait for them get {@link ChildStopped}, or an exit code that is not 0. */
    @Override
    public void close() {
        running.forEach(Supervisor::kill);
        spawner.shutdown();
    }
}
