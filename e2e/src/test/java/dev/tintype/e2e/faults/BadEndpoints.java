package dev.tintype.e2e.faults;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Checker;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.e2e.fleet.Work;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** One endpoint's trouble is its own. */
final class BadEndpoints implements Experiment {
    /** Twice as many attempts are fewer than the five that a circuit breaker looks at. */
    private static final int SELDOM = 2;

    @Override
    public String name() {
        return "callbacks";
    }

    @Override
    public String about() {
        return "endpoints answer 500, hang, redirect to loopback, say 410, never end: the good one waits for none";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int each = lab.rounds(10, 60);
        try (Receiver failing = Receiver.start(Receiver.status(500));
                Receiver seldom = Receiver.start(Receiver.status(500));
                Receiver hanging = Receiver.start(Receiver.hang());
                Receiver inside = Receiver.start();
                Receiver redirecting = Receiver.start(Receiver.redirect(inside.url()));
                Receiver gone = Receiver.start(Receiver.status(410));
                Receiver endless = Receiver.start(Receiver.endless());
                Rig rig = lab.rig(Fsync.EVERYSEC, allowing(failing, seldom, hanging, redirecting, gone, endless))) {
            ServiceProcess api = rig.api();
            rig.worker();
            String webhook = register(api, gone);
            Load bad = new Load(rig.apis(), lab.random());
            for (int i = 0; i < each; i++) {
                for (Receiver receiver : List.of(failing, hanging, redirecting, endless)) {
                    bad.submit(Work.nothing().telling(receiver));
                }
            }
            List<Long> waits = good(lab, rig, each);

            lab.say("the good endpoint hears after %d ms (p95) of a job's hand-in", waits.get(waits.size() * 95 / 100));
            assertThat(waits.get(waits.size() * 95 / 100)).isLessThan(2_000);
            retried(seldom, bad);
            await().until(() -> Json.tree(
                            api.send("GET", "/v1/webhooks/" + webhook, "").body())
                    .at("/disabled_reason")
                    .asString("")
                    .equals("gone"));
            await().until(() -> delivered(api, bad, endless));

            failing.answer(Receiver.status(204));
            redeliver(api, bad, failing);
            await().until(() -> delivered(api, bad, failing));
            assertThat(inside.told()).as("where the redirect pointed").isEmpty();
            assertThat(hanging.told()).isNotEmpty();
            new Checker(rig.fleet(), bad, Duration.ofMinutes(1)).awaitEnd();
            rig.check();
        }
    }

    /** With a closed circuit breaker the schedule alone says when it is tried again. */
    private static void retried(Receiver receiver, Load load) throws InterruptedException {
        load.submit(SELDOM, () -> Work.nothing().telling(receiver));
        await().until(() -> receiver.told().size() == 2 * SELDOM);
        Map<String, List<Receiver.Told>> jobs = receiver.told().stream().collect(groupingBy(Receiver.Told::job));
        assertThat(jobs).hasSize(SELDOM);
        jobs.values().forEach(told -> {
            assertThat(told.get(1).webhookId()).isEqualTo(told.get(0).webhookId());
            assertThat(Duration.ofNanos(told.get(1).nanos() - told.get(0).nanos()))
                    .as("5 s, a fifth more or less, and what the look costs")
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(10));
        });
    }

    private static Map<String, String> allowing(Receiver... receivers) {
        return Map.of(
                "TINTYPE_EGRESS_ALLOW",
                Stream.of(receivers).map(Receiver::authority).collect(Collectors.joining(",")));
    }

    private static String register(ServiceProcess api, Receiver receiver) throws InterruptedException {
        String body = Json.write(Map.of("url", receiver.url(), "events", List.of("job.succeeded")));
        return Json.tree(api.send("POST", "/v1/webhooks", body).body())
                .get("id")
                .asString();
    }

    /** Milliseconds from each job's hand-in to its callback. */
    private static List<Long> good(Lab lab, Rig rig, int count) throws InterruptedException {
        return Stream.iterate(0, i -> i < count, i -> i + 1)
                .map(_ -> {
                    try {
                        lab.pause(50);
                        long began = System.nanoTime();
                        JobId id = rig.load().submit(Work.nothing().telling(rig.receiver()));
                        await().pollInterval(Duration.ofMillis(5))
                                .until(() -> rig.receiver().told().stream()
                                        .anyMatch(told -> told.job().equals(id.value())));
                        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sorted()
                .toList();
    }

    private static boolean delivered(ServiceProcess api, Load load, Receiver receiver) throws InterruptedException {
        for (JobId id : load.accepted()) {
            for (JsonNode delivery : deliveries(api, id, receiver)) {
                if (!delivery.get("state").asString().equals("delivered")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** As an operator does when the endpoint is mended. */
    private static void redeliver(ServiceProcess api, Load load, Receiver receiver) throws InterruptedException {
        for (JobId id : load.accepted()) {
            for (JsonNode delivery : deliveries(api, id, receiver)) {
                String path = "/v1/deliveries/" + delivery.get("id").asString() + "/redeliver";
                assertThat(api.send("POST", path, "").statusCode()).isEqualTo(202);
            }
        }
    }

    private static List<JsonNode> deliveries(ServiceProcess api, JobId id, Receiver receiver)
            throws InterruptedException {
        return Json.tree(api.send("GET", "/v1/jobs/" + id + "/deliveries", "").body())
                .get("items")
                .valueStream()
                .filter(delivery -> delivery.get("url").asString().equals(receiver.url()))
                .toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2));
    }
}
