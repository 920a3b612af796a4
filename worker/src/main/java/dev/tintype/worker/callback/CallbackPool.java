package dev.tintype.worker.callback;

import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryError;
import dev.tintype.callback.Keyring;
import dev.tintype.callback.RetrySchedule;
import dev.tintype.callback.registry.EndpointRegistry;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.CallbackOutbox.Claimed;
import dev.tintype.ledger.CallbackOutbox.Outcome;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox until it is closed. Any number may run. A pool that dies between sending and recording
 * leaves its deliveries to their leases: another sends them again, under the same id. Closing lets what is being sent finish.
 */
public final class CallbackPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallbackPool.class);
    /** When an endpoint's guard changed its mind after the claim. */
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final CallbackOutbox outbox;
    private final EndpointRegistry registry;
    private final CallbackSettings settings;
    private final InstantSource clock;
    private final Guards guards;
    private final Semaphore slots;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    /** The HTTP clients' own: they need it to the end of what is being sent. */
    private final ExecutorService exchanges = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-http-", 0).factory());

    private final Sender sender;
    private final Thread loop = Thread.ofPlatform().name("callbacks").daemon().unstarted(this::run);

    /** @param slots how many are sent at once; 0: none ever */
    public CallbackPool(
            CallbackOutbox outbox, EndpointRegistry registry, EgressPolicy policy, InstantSource clock, int slots) {
        this(outbox, registry, policy, clock, CallbackSettings.DEFAULT.withSlots(slots));
    }

    CallbackPool(
            CallbackOutbox outbox,
            EndpointRegistry registry,
            EgressPolicy policy,
            InstantSource clock,
            CallbackSettings settings) {
        this.outbox = outbox;
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
        this.guards = new Guards(settings);
        this.slots = new Semaphore(settings.slots());
        this.sender = new Sender(policy, exchanges, settings.deadline(), clock);
    }

    /** Begins to send, if there are slots for it. */
    public void start() {
        if (settings.slots() > 0) {
            loop.start();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                slots.acquire();
                int free = 1 + slots.drainPermits();
                List<Claimed> claimed = claim(free);
                slots.release(free - claimed.size());
                claimed.forEach(each -> threads.execute(() -> handle(each)));
                if (claimed.isEmpty()) {
                    Thread.sleep(settings.pause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Claimed> claim(int most) {
        try {
            return outbox.claim(settings.lease(), most, settings.slotsOfQueue(), guards.room());
        } catch (LedgerUnavailable e) {
            log.warn("callbacks wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("looking for callbacks failed", e);
        }
        return List.of();
    }

    private void handle(Claimed claimed) {
        Instant end = clock.instant().plus(settings.lease());
        try {
            long began = System.nanoTime();
            Outcome outcome = outcome(claimed.delivery());
            Duration taken = Duration.ofNanos(System.nanoTime() - began);
            Measure.time(Metric.CALLBACK, taken, "outcome", name(outcome));
            record(claimed, outcome, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LedgerUnavailable e) {
            log.warn("{} is left to its lease: {}", claimed.delivery().id(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("{} could not be handled", claimed.delivery().id(), e);
        } finally {
            slots.release();
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> "delivered";
            case Outcome.Retry _ -> "retry";
            case Outcome.Failed _ -> "failed";
            case Outcome.Gone _ -> "gone";
            case Outcome.Later _ -> "later";
            case Outcome.Impossible _ -> "impossible";
        };
    }

    /** What cannot be handled because of a defect of ours must not come back without end either. */
    private Outcome outcome(Delivery delivery) throws InterruptedException {
        try {
            return deliver(delivery);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("{} could not be sent", delivery.id(), e);
            Answer none = Answer.failed(DeliveryError.INTERNAL);
            return outcome(delivery, none, new DeliveryAttempt(clock.instant(), 0, null, DeliveryError.INTERNAL));
        }
    }

    private Outcome deliver(Delivery delivery) throws InterruptedException {
        String url = delivery.url();
        Keyring keys;
        if (delivery.endpoint() == null) {
            keys = registry.keysOfJobs(delivery.tenant());
        } else {
            Optional<Registered> registered = registry.find(delivery.tenant(), delivery.endpoint());
            if (registered.isEmpty()) {
                return new Outcome.Impossible(DeliveryError.ENDPOINT_DELETED);
            }
            if (registered.get().endpoint().disabled() != null) {
                return new Outcome.Later(Duration.ZERO);
            }
            url = registered.get().endpoint().url();
            keys = registered.get().keys();
        }
        Optional<Guards.Pass> pass = guards.enter(delivery.queue());
        return pass.isEmpty() ? new Outcome.Later(SHORTLY) : attempt(delivery, url, keys, pass.get());
    }

    private Outcome attempt(Delivery delivery, String url, Keyring keys, Guards.Pass pass) throws InterruptedException {
        Instant began = clock.instant();
        long nanos = System.nanoTime();
        boolean alive = false;
        try (Step step = Traces.sent("callback", delivery.traceparent())) {
            step.with("tintype.delivery", delivery.id().value())
                    .with("tintype.tenant", delivery.tenant())
                    .with("tintype.attempt", delivery.attempts() + 1L);
            Answer answer = sender.send(delivery, url, keys);
            alive = answer.alive();
            if (answer.error() != null) {
                step.failed();
            }
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
            return outcome(delivery, answer, new DeliveryAttempt(began, ms, answer.status(), answer.error()));
        } finally {
            pass.over(alive, Duration.ofNanos(System.nanoTime() - nanos));
        }
    }

    private static Outcome outcome(Delivery delivery, Answer answer, DeliveryAttempt attempt) {
        if (answer.error() == null) {
            return new Outcome.Delivered(attempt);
        }
        if (answer.error() == DeliveryError.GONE) {
            return new Outcome.Gone(attempt);
        }
        double random = ThreadLocalRandom.current().nextDouble();
        return RetrySchedule.pause(delivery.attempts() + 1, random, answer.retryAfter())
                .<Outcome>map(pause -> new Outcome.Retry(attempt, pause))
                .orElseGet(() -> new Outcome.Failed(attempt));
    }

    /** As long as the lease holds nobody else can record it, so until then it is worth trying. */
    private void record(Claimed claimed, Outcome outcome, Instant end) throws InterruptedException {
        LedgerUnavailable last = null;
        do {
            try {
                if (!outbox.record(claimed, outcome)) {
                    log.info(
                            "{} was another's before it was recorded",
                            claimed.delivery().id());
                }
                return;
            } catch (LedgerUnavailable e) {
                last = e;
                Thread.sleep(settings.pause());
            }
        } while (clock.instant().isBefore(end));
        throw last;
    }

    @Override
    public void close() {
        loop.interrupt();
        try {
            // What it has just claimed is still sent.
            loop.join(settings.deadline());
            threads.shutdown();
            if (!threads.awaitTermination(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                var _ = threads.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        sender.close();
        exchanges.shutdownNow();
    }
}
