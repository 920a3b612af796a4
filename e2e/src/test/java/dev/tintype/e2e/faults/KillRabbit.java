package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.job.JobId;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What is accepted while there is no broker is done when it is back. */
final class KillRabbit implements Experiment {
    @Override
    public String name() {
        return "kill-rabbitmq";
    }

    @Override
    public String about() {
        return "kill -9 of RabbitMQ under load, and start on the same data";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.worker();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(2, 60, rig::any)) {
                // What was declared a moment ago a kill may leave half made.
                lab.pause(4_000);
                for (int i = 0; i < lab.rounds(1, 3); i++) {
                    lab.rabbit().kill();
                    lab.pause(1_000, 4_000);
                    lab.rabbit().startAgain();
                    long back = System.nanoTime();
                    JobId id = rig.load().submit(rig.any());
                    Awaitility.await("a job after the restart")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> rig.field(id, "state").equals("succeeded"));
                    lab.say("a job ends %.1f s after the restart", (System.nanoTime() - back) / 1e9);
                }
            }
            lab.say("%d jobs", rig.load().accepted().size());
            rig.check();
            assertThat(rig.count("state", "succeeded"))
                    .isEqualTo(rig.load().accepted().size());
        }
    }
}
