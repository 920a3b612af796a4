package dev.tintype.ledger;

import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.job.Priority;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * A world in which everything around the ledger goes wrong: publishers die between accept and publish, messages are lost,
 * doubled and reordered, workers die, stall and wake up as zombies, answers get lost, callers cancel. Only the ledger is
 * real. Time is virtual and everything follows from the seed, so a run takes seconds and can be repeated.
 */
final class CrashModel {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final int BEAT_MS = 2_000;
    private static final int SUBMITTING_MS = 90_000;
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    static final int WINDOW = 40;
    static final int ACME_RUNNING = 15;
    static final int ACME_QUEUED = 40;
    static final LedgerSettings SETTINGS = new LedgerSettings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(8),
                    Duration.ofHours(24),
                    1_000_000)
            .with(new DispatchSettings(
                    Map.of(Pool.NOOP, WINDOW),
                    1,
                    Duration.ofSeconds(15),
                    new TenantLimits(0, 0, 1),
                    Map.of("acme", new TenantLimits(ACME_RUNNING, ACME_QUEUED, 2))));

    private final UnifiedJedis redis;
    private final ManualClock clock;
    private final Instant start;
    private final JobLedger ledger;
    private final Random random;
    private final int jobs;
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final Set<JobId> accepted = new LinkedHashSet<>();
    private final Map<String, List<JobId>> byTenant = new HashMap<>();
    private final Map<String, JobId> holders = new HashMap<>();
    private final Map<JobId, JobId> chunks = new HashMap<>();
    private final Map<JobId, Integer> succeeded = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private int stepsPlanned;
    private int stepsMade;
    private boolean paused;

    /**
     * What came of a run.
     *
     * @param counts how often what happened
     */
    record Report(Map<String, Integer> counts, List<String> violations) {}

    private record Step(Instant at, int number, Runnable action) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Integer.compare(number, other.number) : byTime;
        }
    }

    CrashModel(UnifiedJedis redis, Scripts scripts, long seed, int jobs) {
        this.redis = redis;
        this.random = new Random(seed);
        this.jobs = jobs;
        clock = new ManualClock(redis);
        start = clock.now();
        ledger = clock.ledger(SETTINGS, scripts, random::nextDouble);
    }

    Report run() {
        for (int i = 0; i < jobs; i++) {
            int number = i;
            later(0, SUBMITTING_MS, () -> submit(number));
        }
        later(0, 1, this::reconcile);
        later(5_000, 30_000, this::pause);
        int checkEvery = jobs * 3;
        while (!steps.isEmpty() && clock.now().isBefore(start.plus(LIMIT)) && violations.isEmpty()) {
            Step step = steps.remove();
            clock.advance(Duration.between(clock.now(), step.at()));
            step.action().run();
            violations.addAll(LedgerChecker.excesses(redis, SETTINGS.dispatch()));
            if (++stepsMade % checkEvery == 0) {
                violations.addAll(LedgerChecker.violations(redis));
            }
        }
        if (violations.isEmpty()) {
            violations.addAll(LedgerChecker.violationsAtTheEnd(redis, accepted));
        }
        for (JobId id : accepted) {
            count("ended " + redis.hget(Keys.job(id), "state"));
        }
        return new Report(counts, List.copyOf(violations));
    }

    private void submit(int number) {
        Jobs description = Jobs.aJob()
                .id(id())
                .maxAttempts(1 + random.nextInt(4))
                .priority(PRIORITIES.get(random.nextInt(3)))
                .idempotencyKey("key-" + number);
        if (chance(30)) {
            description.tags("nightly");
        }
        if (chance(15)) {
            description.runAt(clock.now().plusMillis(random.nextInt(20_000)));
        }
        if (chance(10)) {
            description.queueTtlS(1 + random.nextInt(5));
        }
        if (number % 2 == 0) {
            description.callback("https://example.com/hook?" + number);
        }
        String uniqueKey = chance(10) ? "unique-" + random.nextInt(3) : null;
        if (uniqueKey != null) {
            description.uniqueKey(uniqueKey);
        }
        String tenant = chance(50) ? "acme" : "globex";
        description.tenant(tenant);
        List<JobId> earlier = byTenant.computeIfAbsent(tenant, t -> new ArrayList<>());
        if (chance(20) && !earlier.isEmpty()) {
            description.after(anyOf(earlier), anyOf(earlier));
            if (chance(50)) {
                description.whateverComesOfThem();
            }
        }
        NewJob job = description.build();
        boolean full = job.tenant().equals("acme") && waiting("acme") >= ACME_QUEUED;
        Accepted answer = ledger.accept(job);
        expect("a refusal if and only if the tenant is full", answer.equals(new Accepted.Full(ACME_QUEUED)) == full);
        if (full) {
            count("tenant full");
            return;
        }
        if (answer instanceof Accepted.Held(JobId holder)) {
            expect("a refusal for the sake of one that has not ended", !ended(holder));
            count("unique key held");
            return;
        }
        if (uniqueKey != null) {
            JobId other = holders.put(tenant + uniqueKey, job.id());
            expect("the only one with its unique key", other == null || ended(other));
        }
        earlier.add(job.id());
        accepted.add(job.id());
        expect("accept", answer instanceof Accepted.Created);
        if (chance(5)) {
            expect("an accept whose answer was lost", ledger.accept(job) instanceof Accepted.Created);
        }
        if (chance(5)) {
            NewJob retry = new NewJob(id(), job.tenant(), job.request(), job.idempotencyKey(), null);
            expect("a retry with the same key", ledger.accept(retry).equals(new Accepted.Replayed(job.id())));
        }
        if (chance(10)) {
            later(0, 40_000, () -> cancel(job));
        }
        if (answer instanceof Accepted.Created(Job created, var message)) {
            if (message.isEmpty()) {
                count("accepted " + created.state().wireName() + " to wait");
            } else if (chance(10)) {
                count("publisher died");
            } else {
                publish(job.id(), 0);
            }
        }
    }

    /** An operator holds the pool for a while. */
    private void pause() {
        ledger.pools().pause(Pool.NOOP);
        paused = true;
        later(1_000, 6_000, () -> {
            ledger.pools().resume(Pool.NOOP);
            paused = false;
            if (clock.now().isBefore(start.plusMillis(SUBMITTING_MS))) {
                later(1_000, 20_000, this::pause);
            }
        });
    }

    private JobId anyOf(List<JobId> ids) {
        // Mostly recent ones: they are more likely to end at this very time.
        return ids.get(Math.max(0, ids.size() - 1 - random.nextInt(40)));
    }

    private Job job(JobId id) {
        return JobRecords.job(redis.hgetAll(Keys.job(id)));
    }

    private boolean ended(JobId id) {
        return JobState.ofWireName(redis.hget(Keys.job(id), "state")).terminal();
    }

    private long waiting(String tenant) {
        return redis.zcard(Keys.byState(tenant, JobState.QUEUED))
                + redis.zcard(Keys.byState(tenant, JobState.SCHEDULED))
                + redis.zcard(Keys.byState(tenant, JobState.BLOCKED));
    }

    private void cancel(NewJob job) {
        if (ledger.cancel(job.tenant(), job.id()) instanceof Cancel.Signalled) {
            count("cancel signalled");
        }
    }

    private void publish(JobId id, int attempt) {
        if (chance(10)) {
            count("message lost");
        } else {
            later(0, 3_000, () -> deliver(id));
        }
        if (chance(15)) {
            count("message doubled");
            later(0, 10_000, () -> deliver(id));
        }
        if (chance(90)) {
            // The broker's confirm comes when it comes: the job may have run by then.
            later(0, 2_000, () -> ledger.dispatched(Map.of(id, attempt)));
        }
    }

    private void reconcile() {
        for (JobId id : ledger.due(100)) {
            tick(id);
            if (chance(10)) {
                // A second reconciler with the same list.
                tick(id);
            }
        }
        for (Tick.Publish job : ledger.pools().dispatch(Pool.NOOP, 10)) {
            count("published from the backlog");
            if (chance(10)) {
                count("dispatcher died");
            } else {
                publish(job.envelope().id(), job.attempt());
            }
        }
        if (!steps.isEmpty() || ledger.nextDue().isPresent()) {
            later(400, 600, this::reconcile);
        }
    }

    private void tick(JobId id) {
        switch (ledger.tick(id)) {
            case Tick.Publish(var envelope, int attempt) -> {
                count("published from the timer");
                if (!chance(10)) {
                    publish(envelope.id(), attempt);
                }
            }
            case Tick.Moved(JobState state) -> count("timer moved to " + state.wireName());
            case Tick.Nothing() -> count("timer with nothing to do");
        }
    }

    private void deliver(JobId id) {
        switch (ledger.claim(id, "worker-" + random.nextInt(4), LEASE)) {
            case Claim.Claimed(Job job) -> {
                count("claimed");
                expect("a claim in a paused pool", !paused);
                JobId whole = chunks.get(id);
                expect("a claim of a chunk whose whole goes on", whole == null || !ended(whole));
                List<String> after = job.request().options().after();
                for (String parent : after == null ? List.<String>of() : after) {
                    expect("a claim before all that it waits for have ended", ended(new JobId(parent)));
                }
                if (chance(3)) {
                    count("claim's answer lost");
                } else {
                    new Attempt(id, job.attempt()).begin();
                }
            }
            case Claim.Busy() -> count("claim busy");
            case Claim.Stale(JobState state) -> count("claim stale " + state.wireName());
            case Claim.Gone() -> expect("no job is deleted", false);
            case Claim.Unknown() -> expect("claim of an accepted job", false);
        }
    }

    /** One attempt at one worker, alive or not. */
    private final class Attempt {
        private final JobId id;
        private final int number;
        private boolean over;

        Attempt(JobId id, int number) {
            this.id = id;
            this.number = number;
        }

        void begin() {
            if (chance(10)) {
                count("worker died");
                later(0, 8_000, () -> over = true);
                beatLater();
            } else if (chance(10)) {
                count("worker stalled");
                later(2_000, 30_000, chance(50) ? this::end : this::beatAndEnd);
            } else {
                later(50, 9_000, this::end);
                beatLater();
            }
        }

        private void beatLater() {
            later(BEAT_MS, BEAT_MS + 200, () -> {
                if (!over) {
                    beat();
                    beatLater();
                }
            });
        }

        private void beatAndEnd() {
            beat();
            if (!over) {
                end();
            }
        }

        private void beat() {
            switch (ledger.beat(id, number, LEASE, Progress.of(random.nextInt(5) * 20, "model"))) {
                case OK -> {}
                case CANCEL -> {
                    if (chance(80)) {
                        count("stopped as asked");
                        over = true;
                        told(() -> ledger.cancelled(id, number));
                    }
                }
                case FENCED -> {
                    count("beat fenced");
                    over = true;
                }
            }
        }

        private void end() {
            if (over) {
                return;
            }
            over = true;
            if (number == 1 && !chunks.containsKey(id) && chance(15)) {
                split();
                return;
            }
            if (!chunks.containsKey(id)) {
                job(id).chunks().forEach(chunk -> expect("a join of what has succeeded", succeeded.containsKey(chunk)));
            }
            int dice = random.nextInt(100);
            if (dice < 75) {
                told(() -> ledger.finish(id, number, result()));
            } else if (dice < 90) {
                told(() -> ledger.fail(id, number, new JobFailure(ErrorCode.BLANK_PAGE, "The page is blank.")));
            } else if (dice < 93) {
                told(() -> ledger.fail(id, number, new JobFailure(ErrorCode.EGRESS_DENIED, "Not allowed.")));
            } else {
                told(() -> ledger.release(id, number));
            }
        }

        private void split() {
            List<NewChunk> parts = new ArrayList<>();
            for (int n = 0; n <= random.nextInt(4); n++) {
                NewJob part = Jobs.aJob().id(id()).maxAttempts(3).build();
                parts.add(new NewChunk(part.id(), part.request(), 1 + n, List.of()));
            }
            parts.forEach(part -> chunks.put(part.id(), id));
            told(() -> {
                Finish answer = ledger.split(id, number, parts);
                if (answer.equals(new Finish.Done(JobState.BLOCKED))) {
                    count("split");
                }
                return answer;
            });
        }

        private void told(Supplier<Finish> end) {
            Finish answer = end.get();
            if (chance(10)) {
                expect("an end whose answer was lost", end.get().equals(answer));
                later(0, 5_000, () -> {
                    Finish late = end.get();
                    expect("a late repetition", late.equals(answer) || late.equals(new Finish.Fenced()));
                });
            }
            if (answer instanceof Finish.Fenced) {
                count("end fenced");
            }
            if (answer.equals(new Finish.Done(JobState.SUCCEEDED))) {
                Integer other = succeeded.put(id, number);
                expect("attempt " + number + " of " + id + " succeeded after " + other, other == null);
            }
        }

        private JobResult result() {
            Artifact made = new Artifact("a.png", "screenshot", "image/png", 3, "00".repeat(32), number, Map.of());
            return new JobResult(List.of(made), Map.of());
        }
    }

    private void later(int fromMs, int toMs, Runnable action) {
        steps.add(new Step(clock.now().plusMillis(random.nextInt(fromMs, toMs)), stepsPlanned++, action));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private JobId id() {
        String alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        StringBuilder text = new StringBuilder("job_");
        random.ints(26, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
        return new JobId(text.toString());
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private void expect(String what, boolean holds) {
        if (!holds) {
            violations.add(what + " at step " + stepsMade);
        }
    }

    /** Everything that must have happened for a run to mean something. */
    static List<String> mustHappen() {
        return List.of(
                "publisher died",
                "message lost",
                "message doubled",
                "published from the timer",
                "claim busy",
                "claim's answer lost",
                "worker died",
                "worker stalled",
                "beat fenced",
                "end fenced",
                "cancel signalled",
                "stopped as asked",
                "timer moved to scheduled",
                "timer moved to failed",
                "timer moved to expired",
                "tenant full",
                "unique key held",
                "accepted blocked to wait",
                "split",
                "accepted queued to wait",
                "published from the backlog",
                "dispatcher died",
                "claim stale queued",
                "ended succeeded",
                "ended failed",
                "ended cancelled",
                "ended expired");
    }
}
