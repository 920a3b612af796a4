package dev.tintype.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.ledger.LedgerChecker;
import dev.tintype.redis.RedisClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Accepted means finished, whatever dies in the middle. */
class KillTest {
    private static final int JOBS = 300;
    private static final Duration LONG = Duration.ofMinutes(2);
    /** RabbitMQ writes what was declared to disk within this time; younger queues a kill may leave half made. */
    private static final Duration ON_DISK = Duration.ofSeconds(4);

    @Test
    void jobs_end_once_although_a_worker_and_the_broker_are_killed() throws Exception {
        try (RabbitProcess rabbit = RabbitProcess.start();
                Fleet fleet = new Fleet(rabbit);
                RedisClient redis = RedisClients.pooled(fleet.redis())) {
            ServiceProcess api = fleet.api();
            ServiceProcess doomed = fleet.worker();
            ServiceProcess other = fleet.worker();
            await().pollDelay(ON_DISK).until(() -> true);

            List<JobId> accepted = new ArrayList<>(submit(api, JOBS / 3));
            doomed.kill();
            accepted.addAll(submit(api, JOBS / 3));
            rabbit.kill();
            accepted.addAll(submit(api, JOBS / 3));
            await().atMost(LONG)
                    .until(() -> Json.tree(api.send("GET", "/health", "").body())
                            .get("status")
                            .asString()
                            .equals("degraded"));
            rabbit.startAgain();

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(LedgerChecker.violationsAtTheEnd(redis, accepted))
                            .isEmpty());
            assertThat(accepted).hasSize(JOBS).doesNotHaveDuplicates();
            for (JobId id : accepted) {
                assertThat(Json.tree(api.send("GET", "/v1/jobs/" + id, "").body())
                                .get("state")
                                .asString())
                        .isEqualTo("succeeded");
            }
            assertThat(other.terminate()).as(other.log()).isEqualTo(143);
            assertThat(api.terminate()).as(api.log()).isEqualTo(143);
        }
    }

    private static List<JobId> submit(ServiceProcess api, int jobs) throws InterruptedException {
        List<JobId> accepted = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            var answer = api.send("POST", "/v1/jobs", "{\"type\":\"noop\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            accepted.add(new JobId(Json.tree(answer.body()).get("id").asString()));
        }
        return accepted;
    }
}
