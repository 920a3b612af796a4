package dev.tintype.api;

import dev.tintype.broker.Broker;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.Pool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what it was given, and can be out of order. */
final class TestBroker implements Broker {
    private final List<Envelope> published = new CopyOnWriteArrayList<>();
    private final List<ControlMessage> told = new CopyOnWriteArrayList<>();
    private volatile boolean available = true;

    void available(boolean value) {
        available = value;
    }

    List<Envelope> published() {
        return published;
    }

    List<ControlMessage> told() {
        return told;
    }

    @Override
    public void publish(Envelope envelope) {
        check();
        published.add(envelope);
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        return () -> {};
    }

    @Override
    public void broadcast(ControlMessage message) {
        check();
        told.add(message);
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        return () -> {};
    }

    @Override
    public boolean available() {
        return available;
    }

    @Override
    public void close() {
        // holds nothing
    }

    private void check() {
        if (!available) {
            throw new dev.tintype.broker.BrokerUnavailable("out of order");
        }
    }
}
