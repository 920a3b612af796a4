package dev.tintype.broker;

import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded mode's doorbell: one queue per pool in memory. What is in it when the process dies is published again from
 * the timers.
 */
public final class InProcessBroker implements Broker {
    private static final Logger log = LoggerFactory.getLogger(InProcessBroker.class);
    /** The reconciler publishes again what does not fit. */
    private static final int CAPACITY = 100_000;

    private final Map<Pool, BlockingQueue<Envelope>> queues = new EnumMap<>(Pool.class);
    private final List<Consumer<ControlMessage>> listeners = new CopyOnWriteArrayList<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Duration requeuePause;

    public InProcessBroker() {
        this(Duration.ofSeconds(1));
    }

    InProcessBroker(Duration requeuePause) {
        this.requeuePause = requeuePause;
        for (Pool pool : Pool.values()) {
            queues.put(pool, new LinkedBlockingQueue<>(CAPACITY));
        }
    }

    @Override
    public void publish(Envelope envelope) {
        if (!queue(envelope.pool()).offer(envelope)) {
            throw new BrokerUnavailable("the " + envelope.pool().wireName() + " queue is full");
        }
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        List<ConsumerLoop> loops = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            loops.add(new ConsumerLoop(pool, i, handler));
        }
        loops.forEach(ConsumerLoop::start);
        Subscription subscription = () -> {
            loops.forEach(ConsumerLoop::stop);
            loops.forEach(ConsumerLoop::join);
        };
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void broadcast(ControlMessage message) {
        listeners.forEach(listener -> listener.accept(message));
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    private BlockingQueue<Envelope> queue(Pool pool) {
        return java.util.Objects.requireNonNull(queues.get(pool));
    }

    /** One consumer: a thread that is interrupted only while it waits, never while it handles. */
    private final class ConsumerLoop {
        private final Thread thread;
        private final Object idleLock = new Object();
        private volatile boolean stopping;
        private boolean idle = true;

        ConsumerLoop(Pool pool, int number, Handler handler) {
            thread = Thread.ofPlatform()
                    .name("consume-" + pool.wireName() + "-" + number)
                    .daemon()
                    .unstarted(() -> run(queue(pool), handler));
        }

        void start() {
            thread.start();
        }

        void stop() {
            synchronized (idleLock) {
                stopping = true;
                if (idle) {
                    thread.interrupt();
                }
            }
        }

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

        private void run(BlockingQueue<Envelope> queue, Handler handler) {
            try {
                while (!stopping) {
                    Envelope envelope = queue.take();
                    if (!begin()) {
                        queue.add(envelope);
                        return;
                    }
                    Outcome outcome = handle(handler, envelope);
                    end();
                    if (outcome == Outcome.REQUEUE) {
                        queue.offer(envelope);
                        Thread.sleep(requeuePause);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean begin() {
            synchronized (idleLock) {
                idle = false;
                return !stopping;
            }
        }

        private void end() {
            synchronized (idleLock) {
                idle = true;
            }
        }

        private Outcome handle(Handler handler, Envelope envelope) throws InterruptedException {
            try {
                Outcome outcome = handler.handle(envelope);
                if (outcome == Outcome.DEAD) {
                    log.error("message of {} cannot be understood and is dropped", envelope.id());
                }
                return outcome;
            } catch (RuntimeException e) {
                log.error("handling {} failed", envelope.id(), e);
                return Outcome.REQUEUE;
            }
        }
    }
}
