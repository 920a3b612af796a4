package dev.tintype.broker;

import dev.tintype.broker.Broker.Handler;
import dev.tintype.broker.Broker.Outcome;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer: a thread that takes, handles, and settles one envelope at a time. Stopping interrupts it while it waits,
 * never while it handles, and no envelope leaves with it: what it took and did not finish goes back to the queue.
 */
final class InProcessConsumer {
    private static final Logger log = LoggerFactory.getLogger(InProcessConsumer.class);

    private final BlockingQueue<Envelope> queue;
    private final Handler handler;
    private final Duration requeuePause;
    private final Thread thread;
    private final Object lock = new Object();
    private boolean handling;
    private boolean stopping;

    InProcessConsumer(String name, BlockingQueue<Envelope> queue, Handler handler, Duration requeuePause) {
        this.queue = queue;
        this.handler = handler;
        this.requeuePause = requeuePause;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Asks it to end after what it has in hand. */
    void stop() {
        synchronized (lock) {
            stopping = true;
            if (!handling) {
                thread.interrupt();
            }
        }
    }

    /** Waits until it has ended; a handler that closes its own subscription does not wait for itself. */
    void join() {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping()) {
            try {
                consume(queue.take());
            } catch (InterruptedException e) {
                // Either asked to stop, or a handler left its thread interrupted, which is no reason to stop.
                log.debug("{} was interrupted", thread.getName());
            }
        }
    }

    private boolean isStopping() {
        synchronized (lock) {
            return stopping;
        }
    }

    /** @throws InterruptedException when it is to stop */
    private void consume(Envelope envelope) throws InterruptedException {
        boolean settled = false;
        try {
            beginHandling();
            Outcome outcome = handle(envelope);
            settled = outcome != Outcome.REQUEUE;
            endHandling();
            if (!settled) {
                Thread.sleep(requeuePause);
            }
        } finally {
            if (!settled) {
                queue.add(envelope);
            }
        }
    }

    private void beginHandling() throws InterruptedException {
        synchronized (lock) {
            if (stopping) {
                throw new InterruptedException("stopping");
            }
            handling = true;
        }
    }

    private void endHandling() throws InterruptedException {
        synchronized (lock) {
            handling = false;
            if (stopping) {
                throw new InterruptedException("stopping");
            }
        }
    }

    /** A handler that throws has not settled its envelope, as when a remote consumer dies. */
    private Outcome handle(Envelope envelope) {
        try {
            Outcome outcome = handler.handle(envelope);
            if (outcome == Outcome.DEAD) {
                log.error("message of {} cannot be understood and is dropped", envelope.id());
            }
            return outcome;
        } catch (InterruptedException e) {
            // Not by us: see stop(). The handler ended early and the consumer goes on.
            log.warn("handling {} was interrupted", envelope.id());
            return Outcome.REQUEUE;
        } catch (RuntimeException | Error e) {
            log.error("handling {} failed", envelope.id(), e);
            return Outcome.REQUEUE;
        }
    }
}
