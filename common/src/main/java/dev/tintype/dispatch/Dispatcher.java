package dev.tintype.dispatch;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.Envelope;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the doorbell for jobs that wait, without making anyone wait for it. What cannot be published now is dropped: the
 * job's timer is the outbox and brings it back. Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** Confirms of a remote broker overlap; more would only queue inside the broker. */
    private static final int PUBLISHERS = 4;

    private static final int CAPACITY = 10_000;

    private final JobLedger ledger;
    private final Broker broker;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final List<Thread> publishers = new ArrayList<>();

    public Dispatcher(JobLedger ledger, Broker broker) {
        this.ledger = ledger;
        this.broker = broker;
        for (int i = 0; i < PUBLISHERS; i++) {
            publishers.add(Thread.ofVirtual().name("publish-" + i).start(this::publishAll));
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
            ledger.dispatched(job.envelope.id(), job.attempt);
        } catch (BrokerUnavailable | LedgerUnavailable e) {
            log.warn("{} not published, its timer will bring it back: {}", job.envelope.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        publishers.forEach(Thread::interrupt);
    }

    private record Waiting(Envelope envelope, int attempt) {}
}
