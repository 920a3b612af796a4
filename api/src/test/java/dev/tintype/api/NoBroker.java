package dev.tintype.api;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.Pool;
import java.util.function.Consumer;

/** A broker that is away: nothing is passed on, and nothing is lost, since every job waits in the ledger. */
final class NoBroker implements Broker {
    @Override
    public void publish(Envelope envelope) {
        throw new BrokerUnavailable("no broker is configured");
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        return () -> {};
    }

    @Override
    public void broadcast(ControlMessage message) {
        throw new BrokerUnavailable("no broker is configured");
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        return () -> {};
    }

    @Override
    public boolean available() {
        return false;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
