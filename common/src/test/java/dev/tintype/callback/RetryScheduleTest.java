package dev.tintype.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void ten_attempts_with_the_pauses_of_the_contract() {
        List<Duration> pauses = IntStream.rangeClosed(1, 9)
                .mapToObj(failed -> RetrySchedule.pause(failed, 0.5, null).orElseThrow())
                .toList();

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24));
        assertThat(RetrySchedule.pause(10, 0.5, null)).isEmpty();
        assertThat(RetrySchedule.pause(10, 0.5, Duration.ofSeconds(1))).isEmpty();
        assertThat(RetrySchedule.attempts()).isEqualTo(10);
    }

    @Test
    void pauses_are_up_to_a_fifth_shorter_or_longer() {
        assertThat(RetrySchedule.pause(2, 0, null)).contains(Duration.ofMinutes(4));
        assertThat(RetrySchedule.pause(2, 0.999_999_999, null)).contains(Duration.ofMinutes(6));
    }

    @Test
    void what_the_receiver_asks_for_is_granted_within_bounds() {
        assertThat(asked(Duration.ofSeconds(8))).contains(Duration.ofSeconds(8));
        assertThat(asked(Duration.ZERO)).contains(Duration.ofSeconds(5));
        assertThat(asked(Duration.ofDays(900))).contains(Duration.ofSeconds(10));
    }

    private static Optional<Duration> asked(Duration retryAfter) {
        return RetrySchedule.pause(1, 0.5, retryAfter);
    }
}
