package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.e2e.fleet.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;

/** A deployment is no failure: what does not end within the grace is given back, and does not count. */
final class RollingRestart implements Experiment {
    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String about() {
        return "SIGTERM to one worker or api after the other under load, with jobs longer than the drain's grace";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig(Fsync.EVERYSEC, Map.of("TINTYPE_WORKER_DRAIN", "1s"))) {
            rig.api();
            rig.api();
            Deque<ServiceProcess> workers = new ArrayDeque<>();
            workers.add(rig.worker());
            workers.add(rig.worker());
            try (Load.Stream _ = rig.load().keepSubmitting(2, 100, () -> work(rig, lab.random()))) {
                for (int i = 0; i < lab.rounds(2, 8); i++) {
                    lab.pause(1_000, 2_000);
                    workers.add(rig.worker());
                    ServiceProcess old = workers.remove();
                    assertThat(old.terminate()).as(old.log()).isEqualTo(143);
                    if (i % 2 == 1) {
                        rig.api();
                        ServiceProcess api = rig.apis().removeFirst();
                        assertThat(api.terminate()).as(api.log()).isEqualTo(143);
                    }
                }
            }
            rig.checker().awaitEnd();
            int all = rig.load().accepted().size();
            lab.say("%d jobs, %d of them given back at least once", all, all - rig.count("attempt", "1"));
            assertThat(rig.count("fails", "0")).as("jobs without a failure").isEqualTo(all);
            assertThat(rig.count("state", "succeeded")).isEqualTo(all);
            rig.check();
        }
    }

    /** One in eight lasts longer than the grace. */
    private static Work work(Rig rig, Random random) {
        synchronized (random) {
            return random.nextInt(8) == 0 ? rig.any().sleeping(4_000) : rig.any();
        }
    }
}
