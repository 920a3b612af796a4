package dev.tintype.worker.capture.browser;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Wakes a thread that waits too long for a browser, or for one that is dead. Playwright's {@code evaluate}, {@code pdf} and
 * {@code close} have no time limit of their own, and a page that is being made while its browser dies never comes; but
 * waiting in any of them ends when the thread is interrupted. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    /** How often to look whether the browser still lives. */
    private static final Duration LOOK = Duration.ofMillis(300);

    /** What a woken call may take to end before the last resort. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor timer;
    private final Duration grace;

    public Watchdog() {
        this(GRACE);
    }

    Watchdog(Duration grace) {
        this.grace = grace;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("capture-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Watches over what this thread is about to do.
     *
     * @param lost whether waiting has become pointless
     * @param last what to do when waking did not help; on another thread
     */
    Guard guard(BooleanSupplier lost, Runnable last) {
        return new Guard(Thread.currentThread(), lost, last);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** The call was woken up because its time was up, because it was pointless, or because someone said so. */
    static final class Woken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Woken(RuntimeException cause) {
            super(cause);
        }
    }

    /** Watches over one call of one thread; never interrupts it after the call: it may be doing something else by then. */
    final class Guard {
        private final Thread guarded;
        private final BooleanSupplier lost;
        private final Runnable last;
        private boolean wasLost;
        private boolean armed = true;
        private boolean fired;

        private Guard(Thread guarded, BooleanSupplier lost, Runnable last) {
            this.guarded = guarded;
            this.lost = lost;
            this.last = last;
        }

        /**
         * Does {@code call} on the guarded thread and leaves no interrupt pending.
         *
         * @param limit when to wake it
         * @throws Woken when it failed after it was woken
         */
        <T> T call(Duration limit, Supplier<T> call) {
            Future<?> wake = timer.schedule(this::wake, limit.toNanos(), TimeUnit.NANOSECONDS);
            Future<?> look =
                    timer.scheduleWithFixedDelay(this::look, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
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
                look.cancel(false);
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

        /** Wakes at the second sight of a loss: the call usually ends by itself, and says more then. */
        private void look() {
            boolean isLost = lost.getAsBoolean();
            if (isLost && wasLost) {
                wake();
            }
            wasLost = isLost;
        }

        private synchronized boolean disarm() {
            armed = false;
            return fired;
        }
    }
}
