package dev.tintype.worker.run;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.Beat;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of running attempts: beats, carries progress, and stops an attempt that was cancelled, fenced or took
 * too long. An attempt that could not beat for a whole lease is treated as fenced, since another may run by then.
 */
final class LeaseKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    /** Progress is passed on at most this often. */
    private static final Duration PROGRESS_PAUSE = Duration.ofMillis(250);

    private final JobLedger ledger;
    private final Duration lease;
    private final Duration beat;
    private final Map<JobId, Held> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease").daemon().factory());

    LeaseKeeper(JobLedger ledger, Duration lease, Duration beat) {
        this.ledger = ledger;
        this.lease = lease;
        this.beat = beat;
    }

    /** Begins to keep the lease just claimed; {@link Held#close} ends it. */
    Held hold(RunningAttempt attempt, Duration timeout) {
        Held lease = new Held(attempt, timeout);
        held.put(attempt.job().id(), lease);
        return lease;
    }

    /** The running attempt of a job on this worker, if any. */
    @Nullable
    RunningAttempt find(JobId id) {
        Held lease = held.get(id);
        return lease == null ? null : lease.attempt;
    }

    Collection<RunningAttempt> attempts() {
        return held.values().stream().map(lease -> lease.attempt).toList();
    }

    /** How many attempts of the pool are under way. */
    int count(Pool pool) {
        return (int) attempts().stream()
                .filter(attempt -> attempt.job().request().spec().pool() == pool)
                .count();
    }

    /** Passes on new progress soon. */
    void progressed(JobId id) {
        Held lease = held.get(id);
        if (lease != null) {
            lease.beatSoon();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One lease. */
    final class Held implements AutoCloseable {
        private final RunningAttempt attempt;
        private final Future<?> beats;
        private final Future<?> timeout;
        private final AtomicBoolean beatWaits = new AtomicBoolean();
        private final Object beatLock = new Object();
        private volatile long renewedNanos = System.nanoTime();
        private boolean closed;

        private Held(RunningAttempt attempt, Duration timeout) {
            this.attempt = attempt;
            this.beats = timer.scheduleWithFixedDelay(
                    () -> Thread.startVirtualThread(this::beat),
                    beat.toMillis(),
                    beat.toMillis(),
                    TimeUnit.MILLISECONDS);
            this.timeout = after(timeout, () -> attempt.abort(AbortReason.TIMED_OUT));
        }

        private ScheduledFuture<?> after(Duration delay, Runnable action) {
            return timer.schedule(
                    () -> {
                        Thread.startVirtualThread(action);
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        private void beatSoon() {
            if (beatWaits.compareAndSet(false, true)) {
                var _ = after(PROGRESS_PAUSE, this::beat);
            }
        }

        private void beat() {
            synchronized (beatLock) {
                beatWaits.set(false);
                if (closed) {
                    return;
                }
                long asked = System.nanoTime();
                try {
                    Beat answer =
                            ledger.beat(attempt.job().id(), attempt.job().attempt(), lease, attempt.newestProgress());
                    switch (answer) {
                        case OK -> renewedNanos = asked;
                        case CANCEL -> {
                            renewedNanos = asked;
                            attempt.abort(AbortReason.CANCELLED);
                        }
                        case FENCED -> attempt.abort(AbortReason.FENCED);
                    }
                } catch (LedgerUnavailable e) {
                    log.warn("{} could not beat: {}", attempt.job().id(), e.getMessage());
                    if (leaseIsOver()) {
                        attempt.abort(AbortReason.FENCED);
                    } else {
                        beatSoon();
                    }
                }
            }
        }

        /** Whether another attempt may be running, as far as this worker can know. */
        boolean leaseIsOver() {
            return System.nanoTime() - renewedNanos > lease.toNanos();
        }

        /** Ends beating; returns only when no beat is under way. */
        @Override
        public void close() {
            beats.cancel(false);
            timeout.cancel(false);
            held.remove(attempt.job().id(), this);
            synchronized (beatLock) {
                closed = true;
            }
        }
    }
}
