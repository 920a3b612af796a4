package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.rabbit.RawRabbit;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** While a system is updated, workers hear from apis of other versions; the message of any of them wakes a worker. */
final class MixedVersions implements Experiment {
    private static final int GARBAGE = 5;

    @Override
    public String name() {
        return "mixed-versions";
    }

    @Override
    public String about() {
        return "envelopes of an older and of a newer version, and messages that are none, reach a worker";
    }

    @Override
    public void run(Lab lab) throws Exception {
        // So late that only the messages below can have woken anybody.
        try (Rig rig = lab.rig(Fsync.EVERYSEC, Map.of("TINTYPE_LEDGER_REDISPATCH", "10m"))) {
            rig.api();
            List<JobId> ids = rig.load().submit(60, rig::any);
            lab.pause(1_500);
            RawRabbit operator = RawRabbit.on(lab.rabbit());
            List<String> messages = operator.takeAll("tintype.noop");
            assertThat(messages).hasSizeBetween(ids.size(), 2 * ids.size());
            List<String> others = new ArrayList<>();
            for (String message : messages) {
                others.add(lab.random().nextBoolean() ? older(message) : newer(message));
            }
            for (int i = 0; i < GARBAGE; i++) {
                others.add(i % 2 == 0 ? "{\"v\":" : "{\"v\":1,\"id\":\"not-an-id\"}");
            }
            Collections.shuffle(others, lab.random());
            operator.publish(Pool.NOOP, others);
            rig.worker();
            rig.check();
            assertThat(rig.count("state", "succeeded")).isEqualTo(ids.size());
            assertThat(operator.waiting("tintype.dead")).isEqualTo(GARBAGE);
            operator.purge();
            lab.say("%d jobs, %d messages that are none put aside", ids.size(), GARBAGE);
        }
    }

    private static String older(String message) {
        ObjectNode envelope = (ObjectNode) Json.tree(message);
        envelope.put("v", 0);
        envelope.remove("traceparent");
        return Json.write(envelope);
    }

    private static String newer(String message) {
        ObjectNode envelope = (ObjectNode) Json.tree(message);
        envelope.put("v", 2);
        envelope.putObject("something").put("that", "nobody knows yet");
        return Json.write(envelope);
    }
}
