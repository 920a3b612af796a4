package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.ServiceProcess;

/** Every 202 holds, and who asks again under the same key gets the same job. */
final class KillApi implements Experiment {
    @Override
    public String name() {
        return "kill-api";
    }

    @Override
    public String about() {
        return "kill -9 of one of two apis, again and again, while jobs are handed in";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.api();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(6, 10, rig::any)) {
                for (int i = 0; i < lab.rounds(1, 5); i++) {
                    lab.pause(1_000, 3_000);
                    ServiceProcess doomed = rig.apis().get(lab.random().nextInt(2));
                    doomed.kill();
                    rig.api();
                    rig.apis().remove(doomed);
                }
                lab.pause(1_000);
            }
            assertThat(rig.load().replay()).isEmpty();
            lab.say("%d jobs", rig.load().accepted().size());
            rig.check();
        }
    }
}
