package dev.tintype.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private final Guards guards = new Guards(new CallbackSettings(
            Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 8, 4, Duration.ofMillis(300)));

    @Test
    void a_queue_has_only_so_many_attempts_at_once_and_others_have_theirs() {
        List<Guards.Pass> passes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            passes.add(guards.enter("dead").orElseThrow());
        }

        assertThat(guards.enter("dead")).isEmpty();
        assertThat(guards.enter("other")).isPresent();
        assertThat(guards.room()).isEqualTo(Map.of("dead", 0, "other", 3));
        passes.forEach(pass -> pass.over(true, Duration.ZERO));
        assertThat(guards.room()).isEqualTo(Map.of("other", 3));
    }

    @Test
    void a_queue_that_only_fails_is_left_alone_for_a_while_and_then_tried_with_one() {
        fail("dead", 5);

        assertThat(guards.enter("dead")).isEmpty();
        assertThat(guards.room()).isEqualTo(Map.of("dead", 0));
        await().until(() -> guards.room().equals(Map.of("dead", 1)));
        Guards.Pass probe = guards.enter("dead").orElseThrow();
        assertThat(guards.room()).isEqualTo(Map.of("dead", 0));
        assertThat(guards.enter("dead")).isEmpty();

        probe.over(true, Duration.ZERO);

        assertThat(guards.room()).isEmpty();
        assertThat(guards.enter("dead")).isPresent();
    }

    @Test
    void a_refusal_is_an_answer_and_opens_nothing() {
        for (int i = 0; i < 20; i++) {
            guards.enter("picky").orElseThrow().over(Answer.of(404, null).alive(), Duration.ZERO);
        }

        assertThat(guards.enter("picky")).isPresent();
        assertThat(Answer.of(503, null).alive()).isFalse();
        assertThat(Answer.of(429, null).alive()).isFalse();
    }

    private void fail(String queue, int times) {
        for (int i = 0; i < times; i++) {
            guards.enter(queue).orElseThrow().over(false, Duration.ZERO);
        }
    }
}
