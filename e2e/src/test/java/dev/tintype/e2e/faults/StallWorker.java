package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.job.JobId;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A worker that was thought dead comes back, and changes nothing. */
final class StallWorker implements Experiment {
    private static final int SLOTS = 4;
    private static final int LEASE_MS = 3_000;

    @Override
    public String name() {
        return "stall-worker";
    }

    @Override
    public String about() {
        return "SIGSTOP of a worker for two leases, then SIGCONT: it is fenced, the newer attempt's result stands";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            rig.api();
            for (int i = 0; i < lab.rounds(1, 3); i++) {
                ServiceProcess stalled = rig.worker();
                List<JobId> ids =
                        rig.load().submit(SLOTS, () -> rig.any().sleeping(2_500).storing(10_000));
                Awaitility.await("all running")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> ids.stream()
                                .allMatch(id -> rig.field(id, "state").equals("running")));
                stalled.signal("STOP");
                ServiceProcess other = rig.worker();
                lab.pause(2 * LEASE_MS);
                stalled.signal("CONT");
                Awaitility.await("all ended")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> ids.stream()
                                .allMatch(id -> rig.field(id, "state").equals("succeeded")));
                assertThat(ids).allMatch(id -> Integer.parseInt(rig.field(id, "attempt")) > 1);
                Awaitility.await("fenced")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> ids.stream()
                                .allMatch(id -> stalled.log()
                                        .lines()
                                        .anyMatch(line ->
                                                line.contains(id.value()) && line.contains("nothing of it is kept"))));
                stalled.terminate();
                other.terminate();
            }
            rig.worker();
            rig.check();
        }
    }
}
