package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExtension;
import dev.tintype.redis.RedisGate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/** The ledger over a server and a network that fail. */
@ExtendWith(RedisExtension.class)
class LedgerServerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final int TRANSITIONS = 7;

    private final RedisGate gate;
    private final RedisClient throughGate;
    private final JobLedger ledger;

    LedgerServerTest(URI redis) throws IOException {
        gate = RedisGate.to(redis);
        throughGate = RedisClients.pooled(gate.uri());
        ledger = new JobLedger(throughGate);
    }

    @BeforeEach
    void warmUp() {
        ledger.due(1);
    }

    @AfterEach
    void closeGate() {
        throughGate.close();
        gate.close();
    }

    @Test
    void a_server_that_does_not_know_the_scripts_is_taught(RedisClient redis) {
        redis.scriptFlush();
        NewJob job = aJob().build();

        ledger.accept(job);

        assertThat(ledger.claim(job.id(), "worker-1", LEASE)).isInstanceOf(Claim.Claimed.class);
    }

    @Test
    void a_transition_is_one_round_trip(RedisClient redis) {
        NewJob job = aJob().idempotencyKey("k").build();
        everyTransition(aJob().idempotencyKey("warm").build());

        long before = commandsProcessed(redis);
        everyTransition(job);

        // And this question.
        assertThat(commandsProcessed(redis) - before).isEqualTo(TRANSITIONS + 1);
    }

    @Test
    void every_transition_whose_answer_was_lost_is_asked_again_and_happened_once(RedisClient redis) {
        NewJob job = aJob().idempotencyKey("k").build();

        gate.loseAnswers(1);
        assertThat(ledger.accept(job)).isInstanceOf(Accepted.Created.class);
        gate.loseAnswers(1);
        assertThat(ledger.dispatched(Map.of(job.id(), 0))).isOne();
        gate.loseAnswers(1);
        Claim claim = ledger.claim(job.id(), "worker-1", LEASE);
        gate.loseAnswers(1);
        assertThat(ledger.beat(job.id(), 1, LEASE, null)).isEqualTo(Beat.OK);
        gate.loseAnswers(1);
        assertThat(ledger.cancel("acme", job.id())).isEqualTo(new Cancel.Signalled());
        gate.loseAnswers(1);
        Finish finish = ledger.finish(job.id(), 1, JobResult.empty());

        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Claimed.class,
                        claimed -> assertThat(claimed.job().attempt()).isEqualTo(1));
        assertThat(finish).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
        assertThat(ledger.find("acme", job.id()).orElseThrow().version()).isEqualTo(4);
        assertThat(LedgerChecker.violations(redis)).isEmpty();
    }

    @Test
    void connections_that_broke_while_idle_are_not_noticed() throws Exception {
        openManyConnections();

        gate.cut();
        gate.mend();

        assertThat(ledger.accept(aJob().build())).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void a_server_that_is_away_makes_the_ledger_unavailable_until_it_is_back() {
        gate.cut();
        assertThatThrownBy(() -> ledger.accept(aJob().build())).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> ledger.find("acme", JobId.create())).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(ledger::nextDue).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(ledger::ping).isInstanceOf(LedgerUnavailable.class);

        gate.mend();
        assertThat(ledger.accept(aJob().build())).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void a_server_that_never_answers_makes_the_ledger_unavailable_in_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                RedisClient client = RedisClients.pooled(URI.create("redis://127.0.0.1:" + silent.getLocalPort()))) {
            JobLedger deaf = new JobLedger(client);
            long start = System.nanoTime();

            assertThatThrownBy(() -> deaf.due(1)).isInstanceOf(LedgerUnavailable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_server_out_of_memory_makes_the_ledger_unavailable_and_changes_nothing(RedisClient redis) {
        redis.configSet("maxmemory", "1");
        try {
            assertThatThrownBy(() -> ledger.accept(aJob().build())).isInstanceOf(LedgerUnavailable.class);
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(redis.keys("*")).isEmpty();
    }

    @Test
    void a_wrong_password_makes_the_ledger_unavailable(URI redis) {
        URI wrong = URI.create("redis://:wrong@127.0.0.1:" + redis.getPort());
        try (RedisClient client = RedisClients.pooled(wrong)) {
            assertThatThrownBy(() -> new JobLedger(client).due(1)).isInstanceOf(LedgerUnavailable.class);
        }
    }

    @Test
    void a_defect_of_ours_is_not_taken_for_an_outage(RedisClient redis) {
        Scripts broken = Scripts.load(LedgerSettings.defaults()).map(text -> "return redis.call('HSET', KEYS[1])");
        LedgerServer server = new LedgerServer(redis, broken);

        assertThatThrownBy(() -> server.run(Transition.DUE, List.of(Keys.TIMERS), List.of("1")))
                .isInstanceOf(JedisDataException.class);
    }

    @Test
    void health_says_what_an_accepted_job_survives() {
        LedgerHealth health = ledger.ping();

        assertThat(health.appendOnly()).isTrue();
        assertThat(health.appendFsync()).isEqualTo("everysec");
        assertThat(health.maxmemoryPolicy()).isEqualTo("noeviction");
        assertThat(health.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(health.durability()).isEqualTo("everysec");
    }

    @Test
    void health_does_not_guess_what_the_server_will_not_tell() {
        assertThat(new LedgerHealth("8.0", true, null, null).durability()).isEqualTo("unknown");
        assertThat(new LedgerHealth("8.0", null, "always", null).durability()).isEqualTo("unknown");
        assertThat(new LedgerHealth("8.0", false, "always", null).durability()).isEqualTo("none");
        assertThat(new LedgerHealth("8.0", true, "no", null).durability()).isEqualTo("none");
        assertThat(new LedgerHealth("8.0", true, "always", null).durability()).isEqualTo("strict");
    }

    /** As many as {@link #TRANSITIONS}. */
    private void everyTransition(NewJob job) {
        ledger.accept(job);
        ledger.dispatched(Map.of(job.id(), 0));
        ledger.claim(job.id(), "worker-1", LEASE);
        ledger.beat(job.id(), 1, LEASE, null);
        ledger.finish(job.id(), 1, JobResult.empty());
        ledger.tick(job.id());
        ledger.cancel("acme", job.id());
    }

    private static long commandsProcessed(RedisClient redis) {
        // Commands that scripts call are not counted here, round trips are.
        return redis.info("commandstats")
                .lines()
                .filter(line -> line.matches("cmdstat_(evalsha|eval|info|script).*"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    private void openManyConnections() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(16);
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                threads.execute(() -> {
                    try (var connection = throughGate.getPool().getResource()) {
                        connection.ping();
                        all.countDown();
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }
}
