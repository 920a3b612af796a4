package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.FaultProxy;
import dev.tintype.e2e.fleet.FaultProxy.Fate;
import dev.tintype.e2e.fleet.Load;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** It happened, and whoever asked believes it did not. */
final class LyingRedis implements Experiment {
    @Override
    public String name() {
        return "lying-redis";
    }

    @Override
    public String about() {
        return "2 % of what Redis did is answered by a time-out or a broken connection, 1 % is not done at all";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            FaultProxy redis = rig.fleet().redisProxy();
            Map<String, String> through =
                    Map.of("TINTYPE_REDIS_URL", redis.uri().toString());
            rig.api(through);
            rig.api(through);
            rig.worker(redis.uri());
            rig.worker(redis.uri());
            Liar liar = new Liar(new Random(lab.random().nextLong()));
            redis.rule(liar);
            try (Load.Stream _ = rig.load().keepSubmitting(6, 20, rig::any)) {
                lab.pause(lab.rounds(6_000, 40_000));
            }
            redis.heal();
            assertThat(rig.load().replay()).isEmpty();
            lab.say(
                    "%d jobs, %d answers lost, %d questions lost",
                    rig.load().accepted().size(), liar.answers.get(), liar.questions.get());
            assertThat(liar.answers.get()).isPositive();
            rig.check();
        }
    }

    /** Lies about scripts only: what else is asked does not change anything. */
    private static final class Liar implements FaultProxy.Rule {
        private final Random random;
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger questions = new AtomicInteger();

        Liar(Random random) {
            this.random = random;
        }

        @Override
        public Fate asked(String question) {
            return question.contains("EVALSHA") && chance(0.01) ? bad(questions) : Fate.PASS;
        }

        @Override
        public Fate answered(String question, String answer) {
            return question.contains("EVALSHA") && chance(0.02) ? bad(answers) : Fate.PASS;
        }

        private Fate bad(AtomicInteger counter) {
            counter.incrementAndGet();
            return chance(0.5) ? Fate.SILENCE : Fate.BREAK;
        }

        private boolean chance(double probability) {
            synchronized (random) {
                return random.nextDouble() < probability;
            }
        }
    }
}
