package dev.tintype.e2e.faults;

import dev.tintype.e2e.fleet.FaultProxy;
import dev.tintype.e2e.fleet.FaultProxy.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A slow ledger makes everything slow, and nothing wrong. */
final class SlowRedis implements Experiment {
    @Override
    public String name() {
        return "slow-redis";
    }

    @Override
    public String about() {
        return "every answer of Redis comes 1, 20 or 200 ms late, to api and workers";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            FaultProxy redis = rig.fleet().redisProxy();
            rig.api(Map.of("TINTYPE_REDIS_URL", redis.uri().toString()));
            rig.worker(redis.uri());
            for (int latency : new int[] {1, 20, 200}) {
                redis.rule(new FaultProxy.Rule() {
                    @Override
                    public Fate answered(String question, String answer) throws InterruptedException {
                        TimeUnit.MILLISECONDS.sleep(latency);
                        return Fate.PASS;
                    }
                });
                List<Long> took = new ArrayList<>();
                for (int i = 0; i < lab.rounds(20, 100); i++) {
                    long began = System.nanoTime();
                    rig.load().submit(rig.any());
                    took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                }
                Collections.sort(took);
                lab.say(
                        "with %d ms more: a job is accepted in %d ms (p50), %d ms (p99)",
                        latency, took.get(took.size() / 2), took.get(took.size() * 99 / 100));
            }
            redis.heal();
            rig.check();
        }
    }
}
