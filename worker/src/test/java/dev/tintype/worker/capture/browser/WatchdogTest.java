package dev.tintype.worker.capture.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchdogTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Watchdog watchdog = new Watchdog(SHORT);

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void a_call_in_time_gives_its_answer() {
        assertThat(guard().call(LONG, () -> "answer")).isEqualTo("answer");
    }

    @Test
    void a_call_that_hangs_is_woken_at_its_limit_and_no_interrupt_stays_pending() {
        assertThatThrownBy(() -> guard().call(SHORT, WatchdogTest::hang)).isInstanceOf(Watchdog.Woken.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_failure_of_the_call_itself_stays_what_it_is() {
        assertThatThrownBy(() -> guard().call(LONG, () -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    @Test
    void a_call_that_waits_for_something_dead_is_woken() {
        Watchdog.Guard guard = watchdog.guard(() -> true, () -> {});

        assertThatThrownBy(() -> guard.call(LONG, WatchdogTest::hang)).isInstanceOf(Watchdog.Woken.class);
    }

    @Test
    void another_thread_can_wake_a_call() throws InterruptedException {
        AtomicReference<Watchdog.Guard> guard = new AtomicReference<>();
        AtomicBoolean woken = new AtomicBoolean();
        Thread guarded = Thread.ofVirtual().start(() -> {
            guard.set(guard());
            try {
                guard.get().call(LONG, WatchdogTest::hang);
            } catch (Watchdog.Woken e) {
                woken.set(true);
            }
        });
        await().until(() -> guard.get() != null && guarded.getState() == Thread.State.TIMED_WAITING);

        guard.get().wake();

        assertThat(guarded.join(Duration.ofSeconds(5))).isTrue();
        assertThat(woken).isTrue();
    }

    @Test
    void waking_after_the_end_disturbs_nobody() {
        Watchdog.Guard guard = guard();
        guard.call(LONG, () -> "done");

        guard.wake();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void what_cannot_be_woken_meets_the_last_resort() {
        CountDownLatch last = new CountDownLatch(1);
        Watchdog.Guard guard = watchdog.guard(() -> false, last::countDown);

        guard.call(SHORT, () -> {
            awaitUninterruptibly(last);
            return "ended";
        });

        assertThat(last.getCount()).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private Watchdog.Guard guard() {
        return watchdog.guard(() -> false, () -> {});
    }

    private static String hang() {
        try {
            return String.valueOf(new CountDownLatch(1).await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
