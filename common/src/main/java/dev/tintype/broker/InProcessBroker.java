package dev.tintype.broker;

import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** What does not fit is refused and published again from its timer. What is given back always fits. */
    private static final int CAPACITY = 100_000;

    private final Map<Pool, BlockingQueue<Envelope>> queues = new EnumMap<>(Pool.class);
    private final List<Consumer<ControlMessage>> listeners = new CopyOnWriteArrayList<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final int capacity;
    private final Duration requeuePause;
    private volatile boolean closed;

    public InProcessBroker() {
        this(CAPACITY, Duration.ofSeconds(1));
    }

    InProcessBroker(int capacity, Duration requeuePause) {
        this.capacity = capacity;
        this.requeuePause = requeuePause;
        for (Pool pool : Pool.values()) {
            queues.put(pool, new LinkedBlockingQueue<>());
        }
    }

    @Override
    public void publish(Envelope envelope) {
        if (closed) {
            throw new BrokerUnavailable("the broker is closed");
        }
        BlockingQueue<Envelope> queue = queue(envelope.pool());
        if (queue.size() >= capacity) {
            throw new BrokerUnavailable("the " + envelope.pool().wireName() + " queue is full");
        }
        queue.add(envelope);
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        List<InProcessConsumer> all = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            all.add(new InProcessConsumer("consume-" + pool.wireName() + "-" + i, queue(pool), handler, requeuePause));
        }
        Subscription subscription = new Subscription() {
            @Override
            public void close() {
                subscriptions.remove(this);
                all.forEach(InProcessConsumer::stop);
                all.forEach(InProcessConsumer::join);
            }
        };
        subscriptions.add(subscription);
        all.forEach(InProcessConsumer::start);
        return subscription;
    }

    @Override
    public void broadcast(ControlMessage message) {
        for (Consumer<ControlMessage> listener : listeners) {
            // Whoever broadcasts waits for no listener, as with a remote broker.
            Thread.ofVirtual().name("control").start(() -> tell(listener, message));
        }
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public boolean available() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(Subscription::close);
    }

    private static void tell(Consumer<ControlMessage> listener, ControlMessage message) {
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            log.error("a listener failed at {}", message, e);
        }
    }

    private BlockingQueue<Envelope> queue(Pool pool) {
        return Objects.requireNonNull(queues.get(pool));
    }
}
