package dev.tintype.broker;

import dev.tintype.job.Pool;
import java.util.function.Consumer;

/**
 * Stands in where no broker is configured. Nothing is passed on and nothing is lost: every job waits in the ledger until a
 * worker's own look at the timers finds it.
 */
public final class NoBroker implements Broker {
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
