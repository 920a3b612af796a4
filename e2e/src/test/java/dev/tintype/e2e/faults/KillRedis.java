package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import java.util.Locale;
import java.util.Map;

/** Redis' process dies, its machine does not: nothing that was answered is lost, however often Redis syncs. */
record KillRedis(Fsync fsync) implements Experiment {
    @Override
    public String name() {
        return "kill-redis-" + fsync.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String about() {
        return "kill -9 of Redis with appendfsync " + fsync.name().toLowerCase(Locale.ROOT) + " under load";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig(fsync, Map.of())) {
            rig.api();
            rig.worker();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(4, 20, rig::any)) {
                for (int i = 0; i < lab.rounds(1, 4); i++) {
                    lab.pause(1_500, 3_000);
                    rig.fleet().redisServer().kill();
                    // Sometimes longer than a lease.
                    lab.pause(500, 5_000);
                    rig.fleet().redisServer().startAgain();
                }
                lab.pause(1_500);
            }
            assertThat(rig.load().replay()).isEmpty();
            lab.say(
                    "%d jobs, %d not at the first attempt",
                    rig.load().accepted().size(), rig.load().accepted().size() - rig.count("attempt", "1"));
            rig.check();
        }
    }
}
