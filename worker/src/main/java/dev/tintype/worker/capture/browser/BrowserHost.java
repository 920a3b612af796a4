package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Playwright;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser of one slot, and the driver that speaks to it: started when needed, renewed when worn or dead, with one warm
 * tab. For the slot's thread only, except what says otherwise.
 */
final class BrowserHost {
    private static final Logger log = LoggerFactory.getLogger(BrowserHost.class);

    /** How long getting a tab may take, a new browser included. */
    static final Duration OPEN_LIMIT = Duration.ofSeconds(30);

    /** How long closing may take before the browser counts as stuck. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** How long it may take until the death of a process that ended a call can be seen. */
    private static final Duration DEATH = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final String name;
    private final Path executable;
    private final BrowserSettings settings;
    private final String proxy;
    private final Watchdog watchdog;
    private final AtomicInteger starts = new AtomicInteger();

    private @Nullable Playwright playwright;
    private @Nullable Tab warm;

    // Written by the slot's thread, read by whoever kills.
    private volatile @Nullable RunningBrowser browser;
    private volatile @Nullable String starting;
    private volatile @Nullable ProcessHandle driver;

    BrowserHost(String name, Path executable, BrowserSettings settings, String proxy, Watchdog watchdog) {
        this.name = name;
        this.executable = executable;
        this.settings = settings;
        this.proxy = proxy;
        this.watchdog = watchdog;
    }

    /** A guard that also wakes when the browser dies. */
    Watchdog.Guard guard() {
        return watchdog.guard(this::lost, this::kill);
    }

    /** A tab nobody has used, of this shape. */
    Tab take(PageShape shape) {
        RunningBrowser running = usable();
        if (running == null || shape.alone()) {
            running = start();
        }
        Tab ready = warm;
        if (ready != null && ready.shape().equals(shape)) {
            warm = null;
            return ready;
        }
        return running.open(shape);
    }

    /** Between jobs: sees to a browser that is neither worn nor dead, and a tab of the commonest shape. */
    void prepare() {
        RunningBrowser running = usable();
        if (running == null || running.worn(settings)) {
            running = start();
        }
        if (warm == null) {
            warm = running.open(PageShape.COMMONEST);
        }
    }

    /** Ends a tab; a browser that cannot do that is killed. */
    void close(Tab tab) {
        RunningBrowser running = usable();
        if (running == null) {
            return;
        }
        if (tab.shape().alone()) {
            stopBrowser();
            return;
        }
        try {
            guard().call(CLOSE_LIMIT, () -> {
                tab.close();
                return tab;
            });
        } catch (RuntimeException e) {
            log.info("{}: a tab did not close, killing the browser", name);
            running.kill();
        }
    }

    /** Ends browser and driver; afterwards there is none until the next tab is taken. */
    void stop() {
        stopBrowser();
        Playwright connection = playwright;
        playwright = null;
        if (connection != null) {
            try {
                guard().call(CLOSE_LIMIT, () -> {
                    connection.close();
                    return connection;
                });
            } catch (RuntimeException e) {
                log.debug("{}: driver did not close in order", name, e);
            }
        }
        killDriver();
    }

    /** Whether browser and driver run. From any thread. */
    boolean running() {
        return usable() != null;
    }

    /** Whether they run no longer, having waited a moment: what a dying process breaks is seen before its death. */
    boolean died() {
        long end = System.nanoTime() + DEATH.toNanos();
        while (running() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return !running();
    }

    /** Browsers started so far. From any thread. */
    int starts() {
        return starts.get();
    }

    /** The browser's own process ids; empty when none runs. From any thread. */
    List<Long> pids() {
        RunningBrowser running = browser;
        return running == null ? List.of() : running.pids();
    }

    /** Contexts that are open in the browser. */
    int contexts() {
        RunningBrowser running = usable();
        return running == null ? 0 : running.contexts();
    }

    /** Ends the browser at once, with everything it started, even one that is still starting. From any thread. */
    void killBrowser() {
        RunningBrowser running = browser;
        if (running != null) {
            running.kill();
        }
        String marker = starting;
        if (marker != null) {
            RunningBrowser.kill(marker);
        }
    }

    /** Ends browser and driver at once. From any thread. */
    void kill() {
        killBrowser();
        killDriver();
    }

    /** The browser if it and its driver run: each may die without the other's noticing at once. */
    private @Nullable RunningBrowser usable() {
        RunningBrowser running = browser;
        return running != null && running.alive() && driverAlive() ? running : null;
    }

    private boolean lost() {
        RunningBrowser running = browser;
        return running != null && !(running.alive() && driverAlive());
    }

    private boolean driverAlive() {
        ProcessHandle process = driver;
        return process == null || ProcessTree.runs(process);
    }

    private RunningBrowser start() {
        stopBrowser();
        Playwright connection = playwright;
        if (connection == null) {
            connection = PlaywrightDriver.start(settings.cacheDir());
            playwright = connection;
        }
        String marker = RunningBrowser.newMarker();
        starting = marker;
        try {
            RunningBrowser running = RunningBrowser.start(connection, executable, marker, proxy, BrowserTemp.folder());
            browser = running;
            driver = running.parent().orElse(null);
            starts.incrementAndGet();
            Measure.count(Metric.BROWSER_STARTED);
            return running;
        } finally {
            starting = null;
        }
    }

    private void stopBrowser() {
        RunningBrowser running = browser;
        warm = null;
        if (running == null) {
            return;
        }
        Set<ProcessHandle> tree = running.tree();
        try {
            if (running.alive()) {
                guard().call(CLOSE_LIMIT, () -> {
                    running.close();
                    return running;
                });
            }
        } catch (RuntimeException e) {
            log.debug("{}: browser did not close in order", name, e);
        } finally {
            ProcessTree.kill(tree);
            browser = null;
        }
    }

    private void killDriver() {
        ProcessHandle process = driver;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
