package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Checker;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.Work;
import dev.tintype.job.JobId;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.KeyHasher;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** Ten thousand jobs of one tenant do not stand before another's one. */
final class NoisyNeighbour implements Experiment {
    private static final int LANES = 8;
    private static final int JOB_MS = 40;

    @Override
    public String name() {
        return "noisy-neighbour";
    }

    @Override
    public String about() {
        return "one tenant hands in 10,000 jobs at once, another one a second: the second hardly waits longer than alone";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int noise = lab.rounds(1_000, 10_000);
        try (Rig rig = lab.rig(Fsync.EVERYSEC, Map.of("TINTYPE_SLOTS_NOOP", "8"))) {
            rig.api();
            rig.worker();
            rig.worker();
            Load quiet = new Load(rig.apis(), lab.random(), key(rig, "quiet"));
            List<Long> alone = waits(lab, rig, quiet, lab.rounds(5, 15), 1_000);

            List<Long> beside;
            try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int lane = 0; lane < LANES; lane++) {
                    var _ = lanes.submit(() -> rig.load()
                            .submit(noise / LANES, () -> Work.nothing().sleeping(JOB_MS)));
                }
                lab.pause(2_000);
                beside = waits(lab, rig, quiet, lab.rounds(5, 25), 1_000);
            }
            long left = rig.count("state", "queued");
            lab.say(
                    "wait of the quiet tenant, p95: %d ms alone, %d ms beside %d jobs of the other (%d still waited)",
                    p95(alone), p95(beside), noise, left);
            assertThat(p95(beside)).isLessThanOrEqualTo(Math.max(2 * p95(alone), 500));
            new Checker(rig.fleet(), quiet, Duration.ofMinutes(10)).awaitEnd();
            new Checker(rig.fleet(), rig.load(), Duration.ofMinutes(10)).awaitEnd();
            rig.checker().orphans();
        }
    }

    private static String key(Rig rig, String tenant) {
        KeyToken token = KeyToken.create();
        new ApiKeyStore(rig.fleet().ledger())
                .add(new ApiKey(
                        token.kid(),
                        tenant,
                        tenant,
                        Set.of(Scope.ADMIN),
                        new KeyHasher(null).hash(token.reveal()),
                        Instant.now(),
                        null,
                        false));
        return token.reveal();
    }

    /** Milliseconds from acceptance to start, sorted. */
    private static List<Long> waits(Lab lab, Rig rig, Load load, int count, int pauseMs) throws InterruptedException {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(load.submit(Work.nothing().sleeping(JOB_MS)));
            lab.pause(pauseMs);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        ids.stream().allMatch(id -> !rig.field(id, "started").isEmpty()));
        return ids.stream()
                .map(id -> Long.parseLong(rig.field(id, "started")) - Long.parseLong(rig.field(id, "created")))
                .sorted()
                .toList();
    }

    private static long p95(List<Long> sorted) {
        return sorted.get((sorted.size() - 1) * 95 / 100);
    }
}
