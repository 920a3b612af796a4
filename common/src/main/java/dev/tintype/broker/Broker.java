package dev.tintype.broker;

import dev.tintype.job.Pool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Wakes workers. Delivers at least once while it is up; promises no order. Thread-safe. */
public interface Broker extends AutoCloseable {
    /**
     * Hands {@code envelope} to the workers of its pool. Returns once the broker has taken it.
     *
     * @throws BrokerUnavailable when that is not certain; the job's timer will bring it back
     */
    void publish(Envelope envelope);

    /**
     * Starts {@code consumers} consumers, each with a thread of its own that handles one delivery at a time.
     *
     * @return closing it stops taking, waits for deliveries in hand, and gives back what was not begun
     */
    Subscription subscribe(Pool pool, int consumers, Handler handler);

    /** Tells every worker of every process; best effort, the next beat says the same. */
    void broadcast(ControlMessage message);

    /** Calls {@code listener} for every broadcast from now on. */
    Subscription onControl(Consumer<ControlMessage> listener);

    /** Whether messages can be passed on now. */
    boolean available();

    /**
     * What somebody has to mend, a sentence for operators without hosts or secrets; null when nothing is known, also when
     * the broker is only away.
     */
    default @Nullable String problem() {
        return null;
    }

    @Override
    void close();

    /** Does one delivery and says what becomes of the message. */
    @FunctionalInterface
    interface Handler {
        Outcome handle(Envelope envelope) throws InterruptedException;
    }

    /** What becomes of a delivered message. */
    enum Outcome {
        /** Done with, whatever came of it. */
        ACK,
        /** Could not be looked at (the ledger did not answer): deliver again after a pause. */
        REQUEUE,
        /** Cannot be understood: put aside for operators. */
        DEAD
    }

    /** Something that can be stopped. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
