package dev.tintype.dispatch;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.Tick;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every job whose timer is due: outbox, retry delay, schedule, lost lease and lost message are all this one loop
 * (DESIGN §3). It also has every pool topped up, for whoever made room and died. Any number may run; the ledger's tick checks the timer again.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final int BATCH = 256;

    private final JobLedger ledger;
    private final Dispatcher dispatcher;
    private final Duration pause;
    private final Thread thread;

    /** @param pause between looks when nothing is due: how late a timer may be */
    public Reconciler(JobLedger ledger, Dispatcher dispatcher, Duration pause) {
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("reconcile").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!lookOnce()) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was a full batch, so that more may be due. */
    private boolean lookOnce() {
        try {
            List<JobId> due = ledger.due(BATCH);
            due.forEach(this::look);
            for (Pool pool : Pool.values()) {
                dispatcher.topUp(pool);
            }
            return due.size() == BATCH;
        } catch (LedgerUnavailable e) {
            log.warn("cannot look at timers: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            log.error("looking at timers failed", e);
            return false;
        }
    }

    /** A job that cannot be looked at must not keep the others from it. */
    private void look(JobId id) {
        try {
            if (ledger.tick(id) instanceof Tick.Publish(var envelope, int attempt)) {
                dispatcher.offer(envelope, attempt);
            }
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("looking at {} failed", id, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
