package dev.tintype.e2e.faults;

import dev.tintype.broker.rabbit.RabbitRelease;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Those experiments that are short enough for every build, always with the same seed; {@code ./tintype faults} runs all. */
class FaultsTest {
    private static final long SEED = 1;
    private static final Lab LAB = new Lab(RabbitRelease.INSTALLED, true, System.out);

    @AfterAll
    static void close() throws Exception {
        LAB.close();
    }

    static Stream<String> names() {
        return Stream.of(
                "kill-worker", "kill-redis-everysec", "lying-redis", "purge-queue", "mixed-versions", "cancel");
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_promise_is_kept(String name) throws Exception {
        LAB.begin(SEED);
        Experiments.named(name).orElseThrow().run(LAB);
    }
}
