package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Whoever comes first, cancel or finish, wins; the job ends once, and soon. */
final class CancelAnyTime implements Experiment {
    /** The aim is a second, and what is printed shows it; this bound also holds where the machine has other work. */
    private static final long LONGEST_MS = 5_000;

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public String about() {
        return "jobs are cancelled at random times: before, while and after they run, some twice";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int jobs = lab.rounds(120, 1_000);
        Random random = lab.random();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        Queue<Long> waits = new ConcurrentLinkedQueue<>();
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.worker();
            rig.worker();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < jobs; i++) {
                    JobId id = rig.load().submit(rig.any().sleeping(random.nextInt(400)));
                    int after = random.nextInt(800);
                    boolean twice = random.nextInt(5) == 0;
                    var _ = threads.submit(() -> {
                        TimeUnit.MILLISECONDS.sleep(after);
                        cancel(rig, id, statuses, waits);
                        if (twice) {
                            cancel(rig, id, statuses, waits);
                        }
                        return null;
                    });
                    lab.pause(10);
                }
            }
            rig.check();
            Map<Integer, Integer> counted = new TreeMap<>();
            statuses.forEach(status -> counted.merge(status, 1, Integer::sum));
            List<Long> sorted = new ArrayList<>(waits);
            Collections.sort(sorted);
            lab.say(
                    "%d jobs, %d cancelled; answers %s; a running one stops within %s ms (p95 of %d)",
                    jobs,
                    rig.count("state", "cancelled"),
                    counted,
                    sorted.isEmpty() ? "-" : sorted.get(sorted.size() * 95 / 100),
                    sorted.size());
            assertThat(counted.keySet()).isSubsetOf(200, 202, 409);
            assertThat(sorted).as("a running job was cancelled").isNotEmpty();
            assertThat(sorted.get(sorted.size() * 95 / 100)).isLessThanOrEqualTo(LONGEST_MS);
        }
    }

    private static void cancel(Rig rig, JobId id, Queue<Integer> statuses, Queue<Long> waits)
            throws InterruptedException {
        int status = rig.apis()
                .getFirst()
                .send("POST", "/v1/jobs/" + id + "/cancel", "")
                .statusCode();
        statuses.add(status);
        if (status == 202) {
            long began = System.nanoTime();
            Awaitility.await("the end of " + id)
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !rig.field(id, "state").equals("running"));
            waits.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
    }
}
