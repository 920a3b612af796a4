package dev.tintype.worker.run;

import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.PoolLedger;
import dev.tintype.ledger.WorkerStatus;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds that the worker is there and how it is; whoever dies is forgotten soon. */
final class Heartbeats implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Two beats may be lost. */
    private static final Duration REMEMBERED = Duration.ofSeconds(15);

    private final PoolLedger ledger;
    private final Supplier<WorkerStatus> status;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());

    Heartbeats(PoolLedger ledger, Supplier<WorkerStatus> status) {
        this.ledger = ledger;
        this.status = status;
    }

    /** The first is sent at once, and not waited for. */
    void start() {
        var _ = timer.scheduleWithFixedDelay(this::beat, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says it now, because something changed. */
    void beat() {
        try {
            ledger.heartbeat(status.get(), REMEMBERED);
        } catch (LedgerUnavailable e) {
            log.warn("the ledger does not hear that this worker is there: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("a heartbeat failed", e);
        }
    }

    @Override
    public void close() {
        timer.close();
        try {
            ledger.goodbye(status.get());
        } catch (LedgerUnavailable e) {
            log.warn("this worker is forgotten only after {} s: {}", REMEMBERED.toSeconds(), e.getMessage());
        }
    }
}
