package dev.tintype.worker.capture.browser;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Wakes a thread that waits too long for a browser. Playwright's {@code evaluate}, {@code pdf} and {@code close} have no
 * time limit of their own, but waiting in them ends when the thread is interrupted. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    public Watchdog() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("capture-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Watches over what this thread is about to do. */
    Guard guard() {
        return new Guard(Thread.currentThread());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** The call was woken up because its time was up, or because someone said so. */
    static final class Woken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Woken(RuntimeException cause) {
            super(cause);
        }
    }

    /** Watches over one call of one thread; never interrupts it after the call: it may be doing something else by then. */
    final class Guard {
        private final Thread guarded;
        private boolean armed = true;
        private boolean fired;

        private Guard(Thread guarded) {
            this.guarded = guarded;
        }

        /**
         * Does {@code call} on the guarded thread and leaves no interrupt pending.
         *
         * @param limit when to wake it
         * @param grace how long after that it may go on before {@code last} is done, on another thread
         * @throws Woken when it failed after it was woken
         */
        <T> T call(Duration limit, Duration grace, Runnable last, Supplier<T> call) {
            Future<?> wake = timer.schedule(this::wake, limit.toNanos(), TimeUnit.NANOSECONDS);
            Future<?> force = timer.schedule(last, limit.plus(grace).toNanos(), TimeUnit.NANOSECONDS);
            try {
                return call.get();
            } catch (RuntimeException e) {
                if (disarm()) {
                    throw new Woken(e);
                }
                throw e;
            } finally {
                wake.cancel(false);
                force.cancel(false);
                if (disarm()) {
                    Thread.interrupted();
                }
            }
        }

        /** Wakes the call now, from any thread. */
        synchronized void wake() {
            if (armed) {
                fired = true;
                guarded.interrupt();
            }
        }

        private synchronized boolean disarm() {
            armed = false;
            return fired;
        }
    }
}
