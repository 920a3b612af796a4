package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.s3.S3ArtifactStore;
import dev.tintype.artifact.s3.S3Front;
import dev.tintype.artifact.s3.S3Front.Fault;
import dev.tintype.artifact.s3.S3Server;
import dev.tintype.artifact.s3.S3Settings;
import dev.tintype.e2e.fleet.Checker;
import dev.tintype.e2e.fleet.FaultProxy;
import dev.tintype.e2e.fleet.FaultProxy.Fate;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.Work;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A job succeeds when every byte is stored, and not before. */
final class StoreFaults implements Experiment {
    private static final Fault[] FAULTS = {Fault.BUSY, Fault.HALF_REQUEST, Fault.LOST_ANSWER};

    @Override
    public String name() {
        return "s3-faults";
    }

    @Override
    public String about() {
        return "the S3 store answers 503, stores half, does it without saying so, takes seconds for each answer";
    }

    @Override
    public void run(Lab lab) throws Exception {
        S3Settings bucket = S3Server.shared().newBucket();
        try (S3Front front = S3Front.before(S3Server.shared().uri());
                FaultProxy slow = FaultProxy.to(front.uri());
                Rig rig = lab.rig(Fsync.EVERYSEC, settings(slow.uri(), bucket))) {
            rig.api();
            rig.worker();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(3, 50, () -> work(rig))) {
                for (Fault fault : FAULTS) {
                    lab.pause(500);
                    front.always("PUT ", fault);
                    lab.pause(lab.rounds(1_500, 5_000));
                    front.heal();
                }
                slow.rule(new Slowly(new Random(lab.random().nextLong())));
                lab.pause(lab.rounds(2_000, 10_000));
                slow.heal();
                lab.pause(500);
            }
            Checker checker = rig.checker();
            checker.awaitEnd();
            checker.awaitCallbacks(rig.receiver());
            checker.artifacts(rig.apis().getFirst());
            assertThat(rig.fleet().stopServices()).isEmpty();
            try (S3ArtifactStore store = new S3ArtifactStore(bucket)) {
                checker.orphans(store, () -> S3Server.names(bucket));
            }
            int all = rig.load().accepted().size();
            lab.say(
                    "%d jobs, %d of them tried more than once, %d failed for good",
                    all, all - rig.count("attempt", "1"), rig.count("state", "failed"));
            assertThat(rig.load().accepted())
                    .allMatch(id -> rig.field(id, "state").equals("succeeded")
                            || rig.field(id, "error").contains("storage_failed"));
        }
    }

    private static Work work(Rig rig) {
        return rig.any().storing(200_000).with("max_attempts", 10);
    }

    private static Map<String, String> settings(URI endpoint, S3Settings bucket) {
        return Map.of(
                "TINTYPE_ARTIFACTS_KIND", "s3",
                "TINTYPE_ARTIFACTS_ENDPOINT", endpoint.toString(),
                "TINTYPE_ARTIFACTS_BUCKET", bucket.bucket(),
                "TINTYPE_ARTIFACTS_PREFIX", bucket.prefix(),
                "TINTYPE_ARTIFACTS_ACCESS_KEY", S3Server.KEYS.accessKey(),
                "TINTYPE_ARTIFACTS_SECRET_KEY", S3Server.KEYS.secretKey());
    }

    private record Slowly(Random random) implements FaultProxy.Rule {
        @Override
        public Fate answered(String question, String answer) throws InterruptedException {
            int ms;
            synchronized (random) {
                ms = random.nextInt(3) == 0 ? 1_000 + random.nextInt(2_000) : 0;
            }
            TimeUnit.MILLISECONDS.sleep(ms);
            return Fate.PASS;
        }
    }
}
