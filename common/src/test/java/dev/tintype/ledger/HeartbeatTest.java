package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Pool;
import dev.tintype.ledger.WorkerStatus.Pressure;
import dev.tintype.ledger.WorkerStatus.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatTest extends TransitionTest {
    private static final Duration REMEMBERED = Duration.ofSeconds(15);

    static WorkerStatus worker(String name, int slots) {
        return worker(name, slots, false);
    }

    private static WorkerStatus worker(String name, int slots, boolean draining) {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        return new WorkerStatus(
                name,
                "1.0",
                start,
                start,
                draining,
                List.of(new Share(Pool.NOOP, slots, slots, 1)),
                Map.of("browser", "headless"),
                new Pressure(2, 0.5, 1, 2));
    }

    private long window() {
        return ledger.pools().status(Pool.NOOP).window();
    }

    @Test
    void a_worker_that_speaks_is_listed_as_it_says_it_is() {
        ledger.pools().heartbeat(worker("w2", 4), REMEMBERED);
        ledger.pools().heartbeat(worker("w1", 4), REMEMBERED);

        assertThat(ledger.pools().workers()).containsExactlyInAnyOrder(worker("w1", 4), worker("w2", 4));
    }

    @Test
    void a_worker_that_goes_silent_vanishes_and_its_places_with_it() {
        ledger.pools().heartbeat(worker("w1", 4), REMEMBERED);
        clock.advance(Duration.ofSeconds(10));
        ledger.pools().heartbeat(worker("w2", 4), REMEMBERED);
        assertThat(window()).isEqualTo(12);
        clock.advance(Duration.ofSeconds(5));

        assertThat(ledger.pools().workers()).containsExactly(worker("w2", 4));
        assertThat(window()).isEqualTo(6);
        clock.advance(Duration.ofSeconds(10));
        assertThat(ledger.pools().workers()).isEmpty();
        assertThat(window()).isEqualTo(64);
    }

    @Test
    void a_pool_has_half_as_many_places_again_as_slots() {
        ledger.pools().heartbeat(worker("w1", 4), REMEMBERED);
        assertThat(window()).isEqualTo(6);
        ledger.pools().heartbeat(worker("w1", 1), REMEMBERED);
        assertThat(window()).isEqualTo(2);
    }

    @Test
    void a_worker_that_drains_is_listed_and_gets_nothing() {
        ledger.pools().heartbeat(worker("w1", 4), REMEMBERED);
        ledger.pools().heartbeat(worker("w2", 2), REMEMBERED);
        ledger.pools().heartbeat(worker("w1", 4, true), REMEMBERED);

        assertThat(window()).as("its one job, and three").isEqualTo(4);
        assertThat(ledger.pools().workers()).contains(worker("w1", 4, true));
    }

    @Test
    void a_worker_that_says_goodbye_is_gone_at_once() {
        ledger.pools().heartbeat(worker("w1", 4), REMEMBERED);
        ledger.pools().goodbye(worker("w1", 4));

        assertThat(ledger.pools().workers()).isEmpty();
        assertThat(window()).isEqualTo(64);
        assertThat(redis.keys("{tintype}:worker*")).isEmpty();
    }

    @Test
    void no_worker_outlives_a_restart_of_the_whole_server() {
        ledger.pools().heartbeat(worker("w1", 1), REMEMBERED);
        accepted(aJob());

        ledger.recover();

        assertThat(ledger.pools().workers()).isEmpty();
        assertThat(window()).isEqualTo(64);
    }
}
