package dev.tintype.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker.Outcome;
import dev.tintype.broker.Broker.Subscription;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every broker does. Messages may come twice and in any order. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
public abstract class BrokerContract {
    private final Queue<Envelope> handled = new ConcurrentLinkedQueue<>();
    private Broker broker;

    /** A broker with nothing in its queues, whose pause before a requeued message comes again is short. */
    protected abstract Broker open() throws Exception;

    @BeforeEach
    void openBroker() throws Exception {
        broker = open();
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    @Test
    void a_message_is_handled_with_all_it_carries() {
        Envelope envelope = new Envelope(
                Envelope.VERSION,
                JobId.create(),
                "acme",
                Pool.CAPTURE,
                "{\"type\":\"capture\",\"text\":\"grüße\"}",
                Instant.parse("2030-01-01T00:00:00.123Z"),
                "00-trace-01");
        broker.subscribe(Pool.CAPTURE, 1, this::acknowledge);

        broker.publish(envelope);

        await().untilAsserted(() -> assertThat(handled).contains(envelope));
    }

    @Test
    void a_message_waits_for_somebody_to_subscribe() {
        Envelope envelope = envelope(Pool.NOOP);
        broker.publish(envelope);

        broker.subscribe(Pool.NOOP, 1, this::acknowledge);

        await().untilAsserted(() -> assertThat(handled).contains(envelope));
    }

    @Test
    void every_message_of_many_is_handled() {
        List<Envelope> published = new ArrayList<>();
        broker.subscribe(Pool.NOOP, 4, this::acknowledge);

        for (int i = 0; i < 200; i++) {
            Envelope envelope = envelope(Pool.NOOP);
            published.add(envelope);
            broker.publish(envelope);
        }

        await().untilAsserted(() -> assertThat(handled).containsAll(published));
    }

    @Test
    void a_pool_gets_its_own_messages_only() {
        Envelope capture = envelope(Pool.CAPTURE);
        Envelope noop = envelope(Pool.NOOP);
        broker.publish(capture);
        broker.publish(noop);

        broker.subscribe(Pool.NOOP, 2, this::acknowledge);

        await().untilAsserted(() -> assertThat(handled).contains(noop));
        assertThat(handled).doesNotContain(capture);
    }

    @Test
    void each_consumer_handles_one_message_at_a_time_in_a_thread_of_its_own() throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch release = new CountDownLatch(1);
        broker.subscribe(Pool.NOOP, 3, envelope -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            threads.add(Thread.currentThread());
            release.await();
            atWork.decrementAndGet();
            return acknowledge(envelope);
        });

        for (int i = 0; i < 9; i++) {
            broker.publish(envelope(Pool.NOOP));
        }

        await().until(() -> atWork.get() == 3);
        release.countDown();
        await().untilAsserted(() -> assertThat(handled).hasSizeGreaterThanOrEqualTo(9));
        assertThat(most).hasValue(3);
        assertThat(threads).hasSize(3);
    }

    @Test
    void an_acknowledged_message_does_not_come_again() {
        Envelope first = envelope(Pool.NOOP);
        Envelope later = envelope(Pool.NOOP);
        broker.subscribe(Pool.NOOP, 1, this::acknowledge).close();
        broker.publish(first);
        try (Subscription subscription = broker.subscribe(Pool.NOOP, 1, this::acknowledge)) {
            await().untilAsserted(() -> assertThat(handled).contains(first));
            assertThat(subscription).isNotNull();
        }
        handled.clear();

        broker.subscribe(Pool.NOOP, 1, this::acknowledge);
        broker.publish(later);

        await().untilAsserted(() -> assertThat(handled).contains(later));
        assertThat(handled).doesNotContain(first);
    }

    @Test
    void a_message_that_could_not_be_looked_at_comes_again() {
        Envelope envelope = envelope(Pool.NOOP);
        AtomicInteger refusals = new AtomicInteger(2);
        broker.subscribe(
                Pool.NOOP, 1, message -> refusals.getAndDecrement() > 0 ? Outcome.REQUEUE : acknowledge(message));

        broker.publish(envelope);

        await().untilAsserted(() -> assertThat(handled).contains(envelope));
        assertThat(refusals.get()).isNegative();
    }

    @Test
    void a_message_whose_handler_fails_comes_again_and_the_consumer_goes_on() {
        Envelope envelope = envelope(Pool.NOOP);
        AtomicInteger deliveries = new AtomicInteger();
        broker.subscribe(Pool.NOOP, 1, message -> switch (deliveries.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("a defect");
            case 2 -> throw new AssertionError("a worse defect");
            case 3 -> throw new InterruptedException("ended early");
            default -> acknowledge(message);
        });

        broker.publish(envelope);

        await().untilAsserted(() -> assertThat(handled).contains(envelope));
    }

    @Test
    void a_handler_that_leaves_its_thread_interrupted_harms_no_later_message() {
        broker.subscribe(Pool.NOOP, 1, message -> {
            Thread.currentThread().interrupt();
            return acknowledge(message);
        });
        Envelope first = envelope(Pool.NOOP);
        Envelope second = envelope(Pool.NOOP);

        broker.publish(first);
        broker.publish(second);

        await().untilAsserted(() -> assertThat(handled).contains(first, second));
    }

    @Test
    void a_message_that_cannot_be_understood_is_put_aside() {
        Envelope strange = envelope(Pool.NOOP);
        Envelope next = envelope(Pool.NOOP);
        AtomicInteger strangers = new AtomicInteger();
        broker.subscribe(Pool.NOOP, 1, message -> {
            if (message.equals(strange)) {
                strangers.incrementAndGet();
                return Outcome.DEAD;
            }
            return acknowledge(message);
        });
        broker.publish(strange);
        await().until(() -> strangers.get() == 1);

        broker.publish(next);

        await().untilAsserted(() -> assertThat(handled).contains(next));
        assertThat(strangers).hasValue(1);
    }

    @Test
    void closing_waits_for_what_is_in_hand_and_gives_back_what_was_not_begun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Subscription subscription = broker.subscribe(Pool.NOOP, 1, message -> {
            begun.countDown();
            release.await();
            return acknowledge(message);
        });
        Envelope inHand = envelope(Pool.NOOP);
        Envelope notBegun = envelope(Pool.NOOP);
        broker.publish(inHand);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        broker.publish(notBegun);

        Thread closing = Thread.ofPlatform().start(subscription::close);
        await().until(() ->
                closing.getState() == Thread.State.WAITING || closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(handled).isEmpty();
        release.countDown();
        assertThat(closing.join(Duration.ofSeconds(10))).isTrue();

        assertThat(handled).containsExactly(inHand);
        broker.subscribe(Pool.NOOP, 1, this::acknowledge);
        await().untilAsserted(() -> assertThat(handled).contains(notBegun));
    }

    @Test
    void a_message_in_hand_that_could_not_be_looked_at_is_given_back_by_closing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Subscription subscription = broker.subscribe(Pool.NOOP, 1, message -> {
            begun.countDown();
            release.await();
            return Outcome.REQUEUE;
        });
        Envelope envelope = envelope(Pool.NOOP);
        broker.publish(envelope);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofPlatform().start(subscription::close);
        release.countDown();
        assertThat(closing.join(Duration.ofSeconds(10))).isTrue();

        broker.subscribe(Pool.NOOP, 1, this::acknowledge);

        await().untilAsserted(() -> assertThat(handled).contains(envelope));
    }

    @Test
    void a_handler_may_close_its_own_subscription() throws Exception {
        List<Subscription> own = new ArrayList<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        own.add(broker.subscribe(Pool.NOOP, 1, message -> {
            subscribed.await();
            own.getFirst().close();
            return acknowledge(message);
        }));
        subscribed.countDown();

        broker.publish(envelope(Pool.NOOP));

        await().untilAsserted(() -> assertThat(handled).hasSize(1));
    }

    @Test
    void a_broadcast_reaches_every_listener_although_one_fails() {
        Queue<ControlMessage> first = new ConcurrentLinkedQueue<>();
        Queue<ControlMessage> second = new ConcurrentLinkedQueue<>();
        broker.onControl(message -> {
            throw new IllegalStateException("a defect");
        });
        broker.onControl(first::add);
        broker.onControl(second::add);
        ControlMessage message = new ControlMessage.Cancel(JobId.create());

        broker.broadcast(message);

        await().untilAsserted(() -> assertThat(first).contains(message));
        await().untilAsserted(() -> assertThat(second).contains(message));
    }

    @Test
    void a_listener_that_was_closed_hears_no_more() {
        Queue<ControlMessage> closed = new ConcurrentLinkedQueue<>();
        Queue<ControlMessage> open = new ConcurrentLinkedQueue<>();
        broker.onControl(closed::add).close();
        broker.onControl(open::add);

        broker.broadcast(new ControlMessage.Cancel(JobId.create()));

        await().untilAsserted(() -> assertThat(open).isNotEmpty());
        assertThat(closed).isEmpty();
    }

    @Test
    void a_closed_broker_takes_nothing_and_handles_nothing() {
        broker.subscribe(Pool.NOOP, 2, this::acknowledge);
        assertThat(broker.available()).isTrue();

        broker.close();

        assertThat(broker.available()).isFalse();
        assertThatThrownBy(() -> broker.publish(envelope(Pool.NOOP))).isInstanceOf(BrokerUnavailable.class);
    }

    /** A message like any other, for {@code pool}. */
    protected static Envelope envelope(Pool pool) {
        return new Envelope(Envelope.VERSION, JobId.create(), "acme", pool, "{}", Instant.EPOCH, null);
    }

    private Outcome acknowledge(Envelope envelope) {
        handled.add(envelope);
        return Outcome.ACK;
    }
}
