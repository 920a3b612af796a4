package dev.tintype.dispatch;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the doorbell for jobs whose turn it is, without making anyone wait for it, and takes the next out of the backlog
 * when there is room. What cannot be published now is dropped: the job's timer is the outbox and brings it back.
 * Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** Confirms of a remote broker overlap; more would only queue inside the broker. */
    private static final int PUBLISHERS = 4;

    private static final int CAPACITY = 10_000;
    private static final int BATCH = 64;
    /**
     * What the broker took is noted together, some time after: most of it has then been claimed, and needs no note. Must be
     * well under the grace that the ledger gives to publishing.
     */
    private static final Duration NOTED_EVERY = Duration.ofMillis(250);

    private static final int NOTED_TOGETHER = 500;

    private final JobLedger ledger;
    private final Broker broker;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final BlockingQueue<Waiting> taken = new LinkedBlockingQueue<>(CAPACITY);
    private final List<Thread> threads = new ArrayList<>();
    /** Pools to be topped up, each at most once however often it is asked for. */
    private final Set<Pool> roomy = EnumSet.noneOf(Pool.class);

    private final Object roomyLock = new Object();

    public Dispatcher(JobLedger ledger, Broker broker) {
        this.ledger = ledger;
        this.broker = broker;
        for (int i = 0; i < PUBLISHERS; i++) {
            threads.add(Thread.ofVirtual().name("publish-" + i).start(this::publishAll));
        }
        threads.add(Thread.ofVirtual().name("top-up").start(this::topUpAll));
        threads.add(Thread.ofVirtual().name("note-published").start(this::noteAll));
    }

    /** Asks that what waits in the pool's backlog be published soon, as far as there is room. */
    public void topUp(Pool pool) {
        synchronized (roomyLock) {
            roomy.add(pool);
            roomyLock.notifyAll();
        }
    }

    private void topUpAll() {
        try {
            while (true) {
                topUpNow(nextRoomy());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Pool nextRoomy() throws InterruptedException {
        synchronized (roomyLock) {
            while (roomy.isEmpty()) {
                roomyLock.wait();
            }
            Pool pool = roomy.iterator().next();
            roomy.remove(pool);
            return pool;
        }
    }

    private void topUpNow(Pool pool) {
        try {
            List<Tick.Publish> published;
            do {
                published = ledger.pools().dispatch(pool, BATCH);
                published.forEach(job -> offer(job.envelope(), job.attempt()));
            } while (published.size() == BATCH);
        } catch (LedgerUnavailable e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            log.warn("the {} pool is not topped up: {}", pool.wireName(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("topping up the {} pool failed", pool.wireName(), e);
        }
    }

    /**
     * Asks that {@code envelope} be published soon.
     *
     * @param attempt how many attempts the job has had; a job claimed meanwhile is left alone
     */
    public void offer(Envelope envelope, int attempt) {
        if (!waiting.offer(new Waiting(envelope, attempt))) {
            log.debug("publish queue full, {} waits for its timer", envelope.id());
        }
    }

    private void publishAll() {
        try {
            while (true) {
                publish(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Waiting job) {
        try {
            broker.publish(job.envelope);
            if (!taken.offer(job)) {
                log.debug("{} is not noted as published, its timer may bring it back", job.envelope.id());
            }
        } catch (BrokerUnavailable e) {
            log.warn("{} not published, its timer will bring it back: {}", job.envelope.id(), e.getMessage());
        } catch (RuntimeException e) {
            // A defect must not take the publisher with it: soon none would be left.
            log.error("publishing {} failed", job.envelope.id(), e);
        }
    }

    private void noteAll() {
        try {
            while (true) {
                List<Waiting> all = new ArrayList<>(List.of(taken.take()));
                Thread.sleep(NOTED_EVERY);
                do {
                    taken.drainTo(all, NOTED_TOGETHER - all.size());
                    note(all);
                    all.clear();
                } while (!taken.isEmpty());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(List<Waiting> published) {
        Map<JobId, Integer> attempts = new HashMap<>();
        published.forEach(job -> attempts.merge(job.envelope.id(), job.attempt, Math::max));
        try {
            ledger.dispatched(attempts);
        } catch (LedgerUnavailable e) {
            log.warn(
                    "{} published jobs are not noted, their timers may bring them back: {}",
                    attempts.size(),
                    e.getMessage());
        } catch (RuntimeException e) {
            log.error("noting {} published jobs failed", attempts.size(), e);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    private record Waiting(Envelope envelope, int attempt) {}
}
