package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.rabbit.RawRabbit;
import dev.tintype.e2e.fleet.Load;

/** Messages that somebody threw away are published again. */
final class PurgeQueue implements Experiment {
    @Override
    public String name() {
        return "purge-queue";
    }

    @Override
    public String about() {
        return "an operator purges every queue, with messages in it and under load";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.load().submit(40, rig::any);
            lab.pause(1_000);
            RawRabbit operator = RawRabbit.on(lab.rabbit());
            assertThat(operator.waiting("tintype.noop")).isPositive();
            operator.purge();
            assertThat(operator.waiting("tintype.noop")).isZero();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(4, 30, rig::any)) {
                for (int i = 0; i < lab.rounds(2, 10); i++) {
                    lab.pause(200, 800);
                    operator.purge();
                }
            }
            lab.say("%d jobs", rig.load().accepted().size());
            rig.check();
            assertThat(rig.count("state", "succeeded"))
                    .isEqualTo(rig.load().accepted().size());
        }
    }
}
