package dev.tintype.worker.callback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A bulkhead and a circuit breaker for each queue: how many attempts it may have at once, and whether it is worth one. They
 * are this process's own and forgotten when long unused; what must not be forgotten is in the outbox. Thread-safe.
 */
final class Guards {
    private static final int REMEMBERED = 10_000;
    private static final int WINDOW = 10;

    private final BulkheadConfig bulkheads;
    private final CircuitBreakerConfig breakers;
    private final Cache<String, Guard> guards = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** One queue's. */
    private record Guard(Bulkhead bulkhead, CircuitBreaker breaker) {
        /** How many attempts it may have besides those it has. */
        int room() {
            int free = bulkhead.getMetrics().getAvailableConcurrentCalls();
            return switch (breaker.getState()) {
                case OPEN, FORCED_OPEN -> 0;
                case HALF_OPEN -> free == most() ? 1 : 0;
                case CLOSED, DISABLED, METRICS_ONLY -> free;
            };
        }

        int most() {
            return bulkhead.getMetrics().getMaxAllowedConcurrentCalls();
        }
    }

    /** Leave to make one attempt. */
    static final class Pass {
        private final Guard guard;

        private Pass(Guard guard) {
            this.guard = guard;
        }

        /**
         * To be called once, when the attempt is over.
         *
         * @param alive whether the endpoint answered, if only to refuse
         */
        void over(boolean alive, Duration took) {
            guard.bulkhead().onComplete();
            if (alive) {
                guard.breaker().onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                guard.breaker().onError(took.toNanos(), TimeUnit.NANOSECONDS, new EndpointDown());
            }
        }
    }

    Guards(CallbackSettings settings) {
        bulkheads = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.slotsOfQueue())
                .maxWaitDuration(Duration.ZERO)
                .build();
        breakers = CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW / 2)
                .failureRateThreshold(80)
                .waitDurationInOpenState(settings.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build();
    }

    /** The queues that may have fewer attempts than usual, and how many. */
    Map<String, Integer> room() {
        Map<String, Integer> room = new HashMap<>();
        guards.asMap().forEach((queue, guard) -> {
            int free = guard.room();
            if (free < guard.most()) {
                room.put(queue, free);
            }
        });
        return room;
    }

    /** Lets an attempt to {@code queue} through; empty: not now. */
    Optional<Pass> enter(String queue) {
        Guard guard = guard(queue);
        if (!guard.bulkhead().tryAcquirePermission()) {
            return Optional.empty();
        }
        if (!guard.breaker().tryAcquirePermission()) {
            guard.bulkhead().onComplete();
            return Optional.empty();
        }
        return Optional.of(new Pass(guard));
    }

    private Guard guard(String queue) {
        return guards.get(queue, name -> new Guard(Bulkhead.of(name, bulkheads), CircuitBreaker.of(name, breakers)));
    }

    /** What the breaker counts. */
    private static final class EndpointDown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndpointDown() {
            super("the endpoint did not answer", null, false, false);
        }
    }
}
