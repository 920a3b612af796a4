package dev.tintype.e2e.bench;

import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import dev.tintype.ledger.Claim;
import dev.tintype.ledger.DispatchSettings;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobPage;
import dev.tintype.ledger.JobQuery;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.ledger.NewJob;
import dev.tintype.ledger.TenantLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;

/** A ledger of very many ended jobs: what claims and lists then take, and the memory a job takes. */
final class LedgerBench {
    private static final String TENANT = "bench";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int FILLERS = 8;
    private static final int MEASURED = 5_000;

    private final RedisClient redis;
    private final JobLedger ledger;
    private final int records;

    LedgerBench(RedisClient redis, int records) {
        this.redis = redis;
        this.records = records;
        DispatchSettings usual = DispatchSettings.defaults();
        this.ledger = new JobLedger(
                redis,
                LedgerSettings.defaults()
                        .with(new DispatchSettings(
                                Map.of(Pool.NOOP, 1_000),
                                1,
                                usual.backlogLook(),
                                new TenantLimits(0, 0, 1),
                                Map.of())));
    }

    void measure() throws InterruptedException {
        long before = usedMemory();
        AtomicInteger left = new AtomicInteger(records);
        try (ExecutorService fillers = Executors.newFixedThreadPool(FILLERS)) {
            for (int i = 0; i < FILLERS; i++) {
                var _ = fillers.submit(() -> {
                    while (left.decrementAndGet() >= 0) {
                        work(new Latencies());
                    }
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "ledger of %d jobs             %d bytes each%n",
                records,
                (usedMemory() - before) / records);
        Latencies claims = new Latencies();
        Latencies lists = new Latencies();
        for (int i = 0; i < MEASURED; i++) {
            work(claims);
            lists.add(Load.timed(() -> list(JobQuery.ANY)));
            lists.add(Load.timed(() -> list(new JobQuery(JobState.SUCCEEDED, "noop", null, Map.of(), null, null))));
        }
        System.out.println("claim among them               " + claims.summary());
        System.out.println("list among them (20 a page)    " + lists.summary());
    }

    private void list(JobQuery query) {
        JobPage page = ledger.list(TENANT, query, 20, null);
        if (page.items().isEmpty()) {
            throw new IllegalStateException("an empty page");
        }
    }

    /** One job from its acceptance to its end. */
    private void work(Latencies claims) {
        JobRequest request =
                JobRequest.fromJson(Json.tree("{\"type\":\"noop\"}")).with(JobOptions.defaults());
        JobId id = JobId.create();
        ledger.accept(new NewJob(id, TENANT, request, null, null));
        long start = System.nanoTime();
        Claim claim = ledger.claim(id, "bench", LEASE);
        claims.add(System.nanoTime() - start);
        if (!(claim instanceof Claim.Claimed)) {
            throw new IllegalStateException("not claimed: " + claim);
        }
        ledger.finish(id, 1, JobResult.empty());
    }

    private long usedMemory() {
        return redis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
