package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.broker.rabbit.RawRabbit;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.job.JobId;
import java.util.List;
import java.util.Map;

/** The broker takes back the messages of jobs that last longer than it likes; the jobs do not mind. */
final class ConsumerTimeout implements Experiment {
    private static final int LONG_MS = 150_000;

    @Override
    public String name() {
        return "consumer-timeout";
    }

    @Override
    public String about() {
        return "RabbitMQ's consumer_timeout is 60 s, some jobs take 150 s: each runs once, no dead letter";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (RabbitProcess rabbit = lab.rabbit(List.of("consumer_timeout = 60000"));
                Rig rig = new Rig(rabbit.uri(), Fsync.EVERYSEC, Map.of(), lab.random())) {
            rig.api();
            rig.worker();
            List<JobId> slow =
                    rig.load().submit(3, () -> rig.any().sleeping(LONG_MS).with("timeout_s", 300));
            try (Load.Stream _ = rig.load().keepSubmitting(1, 250, rig::any)) {
                lab.pause(LONG_MS + 5_000);
            }
            rig.check();
            assertThat(slow).allMatch(id -> rig.field(id, "attempt").equals("1"));
            assertThat(rig.count("state", "succeeded"))
                    .isEqualTo(rig.load().accepted().size());
            assertThat(RawRabbit.on(rabbit).waiting("tintype.dead")).isZero();
            lab.say(
                    "%d jobs, the long ones at their first attempt",
                    rig.load().accepted().size());
        }
    }
}
