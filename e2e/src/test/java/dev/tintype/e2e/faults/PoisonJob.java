package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.job.JobId;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A job that takes its worker down every time ends by itself, and the others go on. */
final class PoisonJob implements Experiment {
    @Override
    public String name() {
        return "poison-job";
    }

    @Override
    public String about() {
        return "a job kills every worker that takes it: it fails as worker_lost after max_attempts, the others succeed";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int most = lab.rounds(2, 6);
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.worker();
            rig.worker();
            JobId poison;
            int killed = 0;
            try (Load.Stream _ =
                    rig.load().keepSubmitting(1, 100, () -> rig.any().with("max_attempts", 10))) {
                poison = rig.load()
                        .submit(rig.any()
                                .sleeping(60_000)
                                .with("timeout_s", 120)
                                .with("max_attempts", most));
                JobId id = poison;
                while (!rig.field(id, "state").equals("failed")) {
                    Awaitility.await("the poison to be taken, or to end")
                            .atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> victim(rig, id).isPresent()
                                    || rig.field(id, "state").equals("failed"));
                    Optional<ServiceProcess> victim = victim(rig, id);
                    if (victim.isPresent()) {
                        victim.get().kill();
                        killed++;
                        rig.worker();
                    }
                }
            }
            JsonNode job = rig.job(poison);
            lab.say("%d jobs, %d workers killed: %s", rig.load().accepted().size(), killed, job.get("error"));
            assertThat(killed).isEqualTo(most);
            assertThat(job.at("/error/code").asString()).isEqualTo("worker_lost");
            rig.check();
            assertThat(rig.count("state", "succeeded"))
                    .as("the others")
                    .isEqualTo(rig.load().accepted().size() - 1);
        }
    }

    /** A worker's name begins with its process id. */
    private static Optional<ServiceProcess> victim(Rig rig, JobId id) {
        return rig.field(id, "state").equals("running")
                ? rig.fleet().services().stream()
                        .filter(ServiceProcess::alive)
                        .filter(service -> rig.field(id, "worker").startsWith(service.pid() + "-"))
                        .findFirst()
                : Optional.empty();
    }
}
