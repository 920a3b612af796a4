package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.egress.EgressProxy;
import dev.tintype.worker.run.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor of one browser: starts it, hands out fresh tabs, keeps one warm, renews the browser when it is worn,
 * dead or stuck, and ends it. One platform thread owns the Playwright connection, which is not thread-safe; everything
 * here is. Nobody else starts or kills browsers.
 */
public final class BrowserSlot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrowserSlot.class);

    /** How long getting a tab may take, a new browser included. */
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);

    /** How long closing may take before the browser counts as stuck. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** What a woken call may take to end before the browser is killed under it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final BrowserSettings settings;
    private final Path executable;
    private final EgressProxy egress;
    private final Watchdog watchdog;
    private final ExecutorService thread;

    // Owned by the thread.
    private @Nullable Playwright playwright;
    private @Nullable Tab warm;

    // Written by the thread, read by whoever kills.
    private volatile @Nullable RunningBrowser browser;
    private volatile @Nullable String starting;
    private volatile @Nullable ProcessHandle driver;
    private final AtomicInteger starts = new AtomicInteger();

    public BrowserSlot(String name, Path executable, BrowserSettings settings, EgressProxy egress, Watchdog watchdog) {
        this.name = name;
        this.executable = executable;
        this.settings = settings;
        this.egress = egress;
        this.watchdog = watchdog;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        this.thread.execute(this::prepare);
    }

    /** This slot's way out. */
    public EgressProxy egress() {
        return egress;
    }

    /**
     * Runs {@code visit} with a fresh tab on the slot's thread and waits for it. The tab is closed when this returns or
     * throws. When the attempt is aborted the browser is killed at once, and this ends soon.
     *
     * @param limit what the visit may take; it is woken then, and killed when that does not help
     * @throws JobFailure {@code navigation_timeout} at the limit, {@code page_crashed}, {@code browser_failed},
     *     {@code timeout} when aborted, or what the visit throws
     */
    public <T> T run(Attempt attempt, PageShape shape, Duration limit, Function<Tab, T> visit)
            throws InterruptedException {
        Run<T> run = new Run<>(shape, limit, visit);
        Future<T> result = thread.submit(run::perform);
        attempt.onAbort(run::abort);
        try {
            return result.get();
        } catch (InterruptedException e) {
            run.abort();
            awaitEnd(result);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** For a caller that was interrupted: what it started has to end before it goes on. */
    private void awaitEnd(Future<?> result) {
        try {
            result.get(GRACE.plus(CLOSE_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.debug("{}: ended", name, e);
        } catch (TimeoutException | InterruptedException e) {
            log.warn("{}: did not end in time, killing everything", name, e);
            killAll();
        }
    }

    /** How the slot is. */
    public SlotHealth health() {
        RunningBrowser running = browser;
        return new SlotHealth(name, running != null && running.alive(), starts.get());
    }

    /** The browser's own process ids; empty when none runs. For tests and logs. */
    public List<Long> pids() {
        RunningBrowser running = browser;
        return running == null ? List.of() : running.pids();
    }

    @Override
    public void close() {
        Future<?> closing = thread.submit(this::stopAll);
        thread.shutdown();
        try {
            closing.get(CLOSE_LIMIT.plus(CLOSE_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("{} did not close in order", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killAll();
            thread.shutdownNow();
            egress.close();
        }
    }

    /** One visit: at most one is being performed at a time. */
    private final class Run<T> {
        private final PageShape shape;
        private final Duration limit;
        private final Function<Tab, T> visit;
        private Watchdog.@Nullable Guard guard;
        private boolean aborted;

        Run(PageShape shape, Duration limit, Function<Tab, T> visit) {
            this.shape = shape;
            this.limit = limit;
            this.visit = visit;
        }

        T perform() {
            egress.begin();
            Tab tab = null;
            try {
                Tab opened = watched(OPEN_LIMIT, () -> takeTab(shape));
                tab = opened;
                return watched(limit, () -> visit.apply(opened));
            } catch (RuntimeException e) {
                throw typed(e, tab);
            } finally {
                end();
                closeTab(tab);
                prepareNext();
            }
        }

        /** From any thread: ends the visit if it is going on, or keeps it from starting. */
        synchronized void abort() {
            aborted = true;
            if (guard != null) {
                log.info("{}: attempt stopped, killing the browser", name);
                killBrowser();
                guard.wake();
            }
        }

        private <R> R watched(Duration time, Supplier<R> call) {
            return begin().call(time, GRACE, BrowserSlot.this::killAll, call);
        }

        private synchronized Watchdog.Guard begin() {
            if (aborted) {
                throw stopped();
            }
            guard = watchdog.guard();
            return guard;
        }

        private synchronized void end() {
            guard = null;
        }

        private synchronized RuntimeException typed(RuntimeException e, @Nullable Tab tab) {
            if (aborted) {
                return stopped();
            }
            if (tab == null) {
                log.warn("{}: no tab to be had", name, e);
                return new JobFailure(ErrorCode.BROWSER_FAILED, "The browser could not be started", e);
            }
            if (e instanceof JobFailure) {
                return e;
            }
            if (tab.events().crashed()) {
                return new JobFailure(ErrorCode.PAGE_CRASHED, "The page crashed", e);
            }
            RunningBrowser running = browser;
            if (running == null || !running.alive()) {
                return new JobFailure(ErrorCode.BROWSER_FAILED, "The browser ended in the middle of the capture", e);
            }
            if (e instanceof Watchdog.Woken) {
                return new JobFailure(
                        ErrorCode.NAVIGATION_TIMEOUT,
                        "The page did not answer within its " + limit.toMillis() + " ms",
                        e);
            }
            return e;
        }

        private JobFailure stopped() {
            return new JobFailure(ErrorCode.TIMEOUT, "The attempt was stopped");
        }
    }

    private void prepareNext() {
        try {
            thread.execute(this::prepare);
        } catch (RejectedExecutionException e) {
            log.debug("{}: closing, nothing to prepare", name);
        }
    }

    private Tab takeTab(PageShape shape) {
        RunningBrowser running = browser;
        if (running == null || !running.alive()) {
            running = startBrowser();
        }
        Tab ready = warm;
        if (ready != null && ready.shape().equals(shape)) {
            warm = null;
            return ready;
        }
        return running.open(shape);
    }

    /** Between jobs: a browser that is neither worn nor dead, with a tab of the commonest shape. */
    private void prepare() {
        try {
            watchdog.guard().call(OPEN_LIMIT, GRACE, this::killAll, () -> {
                RunningBrowser running = browser;
                if (running == null || !running.alive() || running.worn(settings)) {
                    running = startBrowser();
                }
                if (warm == null) {
                    warm = running.open(PageShape.COMMONEST);
                }
                return running;
            });
        } catch (RuntimeException e) {
            // The next job tries again and gets a typed failure if that does not help.
            log.warn("{}: could not prepare a browser", name, e);
            killAll();
        }
    }

    private RunningBrowser startBrowser() {
        stopBrowser();
        try {
            return launch();
        } catch (PlaywrightException e) {
            // Perhaps it is the driver that is broken; once more with a new one.
            log.warn("{}: browser did not start, trying with a new driver", name, e);
            stopAll();
            return launch();
        }
    }

    private RunningBrowser launch() {
        Playwright connection = playwright;
        if (connection == null) {
            connection = PlaywrightDriver.start(settings.cacheDir());
            playwright = connection;
        }
        String marker = RunningBrowser.newMarker();
        starting = marker;
        try {
            RunningBrowser running = RunningBrowser.start(
                    connection, executable, marker, egress.url(), BrowserTemp.folder(settings.cacheDir()));
            browser = running;
            driver = running.parent().orElse(null);
            starts.incrementAndGet();
            return running;
        } finally {
            starting = null;
        }
    }

    private void closeTab(@Nullable Tab tab) {
        RunningBrowser running = browser;
        if (tab == null || running == null || !running.alive()) {
            return;
        }
        try {
            watchdog.guard().call(CLOSE_LIMIT, GRACE, this::killAll, () -> {
                tab.close();
                return tab;
            });
        } catch (RuntimeException e) {
            log.warn("{}: a tab did not close, killing the browser", name, e);
            running.kill();
        }
    }

    private void stopBrowser() {
        RunningBrowser running = browser;
        browser = null;
        warm = null;
        if (running == null) {
            return;
        }
        try {
            watchdog.guard().call(CLOSE_LIMIT, GRACE, this::killAll, () -> {
                running.close();
                return running;
            });
        } catch (RuntimeException e) {
            log.debug("{}: browser did not close in order", name, e);
        } finally {
            running.kill();
        }
    }

    private void stopAll() {
        stopBrowser();
        Playwright connection = playwright;
        playwright = null;
        if (connection != null) {
            try {
                watchdog.guard().call(CLOSE_LIMIT, GRACE, this::killAll, () -> {
                    connection.close();
                    return connection;
                });
            } catch (RuntimeException e) {
                log.debug("{}: driver did not close in order", name, e);
            }
        }
        killDriver();
    }

    private void killBrowser() {
        RunningBrowser running = browser;
        if (running != null) {
            running.kill();
        }
        String marker = starting;
        if (marker != null) {
            RunningBrowser.kill(marker);
        }
    }

    private void killDriver() {
        ProcessHandle process = driver;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void killAll() {
        killBrowser();
        killDriver();
    }
}
