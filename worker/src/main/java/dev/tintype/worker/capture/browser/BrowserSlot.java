package dev.tintype.worker.capture.browser;

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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor of one browser: gives each visit a fresh tab on the one platform thread that owns the connection to it,
 * which is not thread-safe, and sees that the visit ends. Everything here is thread-safe. Nobody else starts or kills
 * browsers.
 */
public final class BrowserSlot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrowserSlot.class);

    /** What a visit gets beyond its limit: a call that keeps the limit itself can say more about it. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    /** How long ending may take when it has to be waited for. */
    private static final Duration END = BrowserHost.CLOSE_LIMIT.multipliedBy(2);

    private final String name;
    private final EgressProxy egress;
    private final BrowserHost host;
    private final ExecutorService thread;

    /** Starts getting a browser ready. */
    public BrowserSlot(String name, Path executable, BrowserSettings settings, EgressProxy egress, Watchdog watchdog) {
        this.name = name;
        this.egress = egress;
        this.host = new BrowserHost(name, executable, settings, egress.url(), watchdog);
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        prepareNext();
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

    /** How the slot is. */
    public SlotHealth health() {
        return new SlotHealth(name, host.running(), host.starts());
    }

    /** The browser's own process ids; empty when none runs. */
    public List<Long> pids() {
        return host.pids();
    }

    /** Contexts that are open once what is under way has ended; waits for that. */
    public int contexts() throws InterruptedException, ExecutionException {
        return thread.submit(host::contexts).get();
    }

    @Override
    public void close() {
        Future<?> closing = thread.submit(host::stop);
        thread.shutdown();
        try {
            closing.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("{}: did not close in order", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.kill();
            thread.shutdownNow();
            egress.close();
        }
    }

    /** For a caller that was interrupted: what it started has to end before it goes on. */
    private void awaitEnd(Future<?> result) {
        try {
            result.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.debug("{}: ended", name, e);
        } catch (TimeoutException | InterruptedException e) {
            log.warn("{}: did not end in time, killing everything", name, e);
            host.kill();
        }
    }

    private void prepareNext() {
        try {
            thread.execute(this::prepare);
        } catch (RejectedExecutionException e) {
            log.debug("{}: closing, nothing to prepare", name);
        }
    }

    private void prepare() {
        try {
            host.guard().call(BrowserHost.OPEN_LIMIT, () -> {
                host.prepare();
                return host;
            });
        } catch (RuntimeException e) {
            // The next job tries again, and gets a typed failure if that does not help.
            log.info("{}: could not keep a browser ready", name);
            log.debug("{}", name, e);
            host.stop();
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
            try {
                Tab tab = open();
                try {
                    return watched(limit.plus(MARGIN), () -> visit.apply(tab));
                } catch (RuntimeException e) {
                    throw typed(e, tab);
                } finally {
                    end();
                    host.close(tab);
                }
            } finally {
                prepareNext();
            }
        }

        /** From any thread: ends the visit if it is going on, or keeps it from starting. */
        synchronized void abort() {
            aborted = true;
            if (guard != null) {
                log.info("{}: attempt stopped, killing the browser", name);
                host.killBrowser();
                guard.wake();
            }
        }

        private Tab open() {
            try {
                return watched(BrowserHost.OPEN_LIMIT, () -> host.take(shape));
            } catch (RuntimeException e) {
                return openAnew(e);
            }
        }

        /** Browser or driver may have died since they were got ready: that is not this job's failure yet. */
        private Tab openAnew(RuntimeException first) {
            host.stop();
            try {
                return watched(BrowserHost.OPEN_LIMIT, () -> host.take(shape));
            } catch (RuntimeException e) {
                e.addSuppressed(first);
                host.stop();
                if (isAborted()) {
                    throw stopped();
                }
                log.warn("{}: the browser does not start", name, e);
                throw new JobFailure(ErrorCode.BROWSER_FAILED, "The browser could not be started", e);
            } finally {
                end();
            }
        }

        private <R> R watched(Duration time, Supplier<R> call) {
            return begin().call(time, call);
        }

        private synchronized Watchdog.Guard begin() {
            if (aborted) {
                throw stopped();
            }
            guard = host.guard();
            return guard;
        }

        private synchronized void end() {
            guard = null;
        }

        private synchronized boolean isAborted() {
            return aborted;
        }

        private RuntimeException typed(RuntimeException e, Tab tab) {
            if (isAborted()) {
                return stopped();
            }
            if (tab.events().crashed()) {
                return new JobFailure(ErrorCode.PAGE_CRASHED, "The page crashed", e);
            }
            if (e instanceof JobFailure) {
                return e;
            }
            if (host.died()) {
                return new JobFailure(ErrorCode.BROWSER_FAILED, "The browser ended in the middle of the capture", e);
            }
            if (e instanceof Watchdog.Woken) {
                return new JobFailure(
                        ErrorCode.NAVIGATION_TIMEOUT,
                        "The page did not answer within its " + limit.toMillis() + " ms (page.timeout_ms)",
                        e);
            }
            return e;
        }

        private static JobFailure stopped() {
            return new JobFailure(ErrorCode.TIMEOUT, "The attempt was stopped");
        }
    }
}
