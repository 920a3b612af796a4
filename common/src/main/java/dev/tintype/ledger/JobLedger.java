package dev.tintype.ledger;

import dev.tintype.broker.Envelope;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.job.Progress;
import dev.tintype.job.RequestIdentity;
import dev.tintype.json.Json;
import dev.tintype.seal.RequestSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;
import tools.jackson.databind.node.ObjectNode;

/**
 * The only door to job state. Each transition is one Lua script, atomic and one round trip; time is the server's, so
 * clocks of callers do not matter. Thread-safe. Every method may throw {@link LedgerUnavailable}; whether the change then
 * happened is unknown, and each may safely be sent again.
 */
public final class JobLedger {
    private static final String WORKER_LOST =
            JobRecords.error(ErrorCode.WORKER_LOST, "The worker that ran the attempt stopped answering.", true);

    /** How often a job may be running when a whole server ends. */
    static final int MOST_CRASHES = 5;

    /** Longer than {@link LedgerSettings#redispatch}, so that a late message does not bring a deleted job back. */
    private static final Duration GONE = Duration.ofMinutes(15);

    private static final String TOO_MANY_CRASHES = JobRecords.error(
            ErrorCode.WORKER_LOST,
            "The server was lost " + MOST_CRASHES + " times while it ran the job; it is not tried again.",
            true);

    private final LedgerServer server;
    private final JobIndex index;
    private final LedgerSettings settings;
    private final RequestSeal seal;
    private final DoubleSupplier random;
    private final PoolLedger pools;
    private final BatchLedger batches;
    private final ScheduleLedger schedules;
    private final PresetLedger presets;

    /** The client stays the caller's to close. */
    public JobLedger(UnifiedJedis redis) {
        this(redis, LedgerSettings.defaults());
    }

    public JobLedger(UnifiedJedis redis, LedgerSettings settings) {
        this(redis, settings, RequestSeal.none());
    }

    /** @param seal for what requests hold in confidence */
    public JobLedger(UnifiedJedis redis, LedgerSettings settings, RequestSeal seal) {
        this(
                new LedgerServer(redis, Scripts.load(settings)),
                settings,
                () -> ThreadLocalRandom.current().nextDouble(),
                seal);
    }

    JobLedger(LedgerServer server, LedgerSettings settings, DoubleSupplier random) {
        this(server, settings, random, RequestSeal.none());
    }

    private JobLedger(LedgerServer server, LedgerSettings settings, DoubleSupplier random, RequestSeal seal) {
        this.seal = seal;
        this.server = server;
        this.index = new JobIndex(server);
        this.settings = settings;
        this.random = random;
        this.pools = new PoolLedger(server, settings);
        this.batches = new BatchLedger(server, settings);
        this.schedules = new ScheduleLedger(server, seal);
        this.presets = new PresetLedger(server, seal);
    }

    /** The part of the ledger that is about pools and workers. */
    public PoolLedger pools() {
        return pools;
    }

    /** The part of the ledger that is about batches. */
    public BatchLedger batches() {
        return batches;
    }

    /** The part of the ledger that is about schedules. */
    public ScheduleLedger schedules() {
        return schedules;
    }

    /** The part of the ledger that is about presets. */
    public PresetLedger presets() {
        return presets;
    }

    /** Takes a job, durable as the server is. The same id again answers {@link Accepted.Created} with the job as it is. */
    public Accepted accept(NewJob job) {
        return accept(job, null);
    }

    /**
     * Makes the record of a job anew that the ledger has lost, as its message tells it; nothing when it is there. What the
     * message does not tell is lost: attempts, failures, the wish to cancel. A chunk is not made anew: its job, when that is known yet, is as it
     * was before the cut.
     *
     * @return false when the job was deleted a while ago, or is a chunk
     */
    public boolean rebuild(Envelope envelope) {
        JobRequest request = JobRequest.fromJson(Json.tree(envelope.request()));
        if (request.spec().partial()) {
            return false;
        }
        NewJob job = new NewJob(envelope.id(), envelope.tenant(), request, null, envelope.traceparent());
        return accept(job, envelope.acceptedAt()) instanceof Accepted.Created;
    }

    private Accepted accept(NewJob job, @Nullable Instant lost) {
        JobOptions options = job.request().options();
        Instant runAt = options.runAt();
        Integer queueTtl = options.queueTtlS();
        Integer resultTtl = options.resultTtlS();
        String uniqueKey = options.uniqueKey();
        // What is compared is in the clear: a sealed text is another one each time.
        ObjectNode tree = job.request().toJson();
        String clear = tree.toString();
        boolean secret = RequestSeal.concerns(job.request());
        String request = secret ? seal.seal(job.tenant(), tree).toString() : clear;
        Keys.all(job.tenant());
        List<String> keys = job.idempotencyKey() == null
                ? List.of(Keys.job(job.id()))
                : List.of(Keys.job(job.id()), Keys.idempotency(job.tenant(), job.idempotencyKey()));
        List<?> answer = (List<?>) server.run(
                Transition.ACCEPT,
                keys,
                List.of(
                        job.id().value(),
                        job.tenant(),
                        job.request().spec().typeName(),
                        job.request().spec().pool().wireName(),
                        request,
                        Keys.sha256(clear),
                        millis(settings.publishGrace()),
                        runAt == null ? "0" : Long.toString(runAt.toEpochMilli()),
                        queueTtl == null ? "0" : millis(Duration.ofSeconds(queueTtl)),
                        options.maxAttempts().toString(),
                        millis(Duration.ofSeconds(resultTtl == null ? JobOptions.DEFAULT_RESULT_TTL_S : resultTtl)),
                        Json.write(listedBy(options)),
                        job.traceparent() == null ? "" : job.traceparent(),
                        millis(settings.idempotencyTtl()),
                        options.priority().wireName(),
                        uniqueKey == null ? "" : Keys.sha256(uniqueKey),
                        job.redriveOf() == null ? "" : job.redriveOf().value(),
                        Json.write(job.request().parents()),
                        options.afterFailure().wireName(),
                        lost == null ? "" : Long.toString(lost.toEpochMilli()),
                        job.batch() == null ? "" : job.batch().value(),
                        CallbackRecords.told(options.callback()),
                        options.cacheTtlS() == 0 ? "" : RequestIdentity.of(job.request()),
                        job.redriveOf() == null ? millis(Duration.ofSeconds(options.cacheTtlS())) : "0",
                        job.schedule() == null ? "" : job.schedule().value(),
                        secret ? "1" : ""));
        return switch (text(answer, 0)) {
            case "CREATED" -> {
                List<?> record = (List<?>) Objects.requireNonNull(answer.get(1));
                Map<String, String> fields = JobRecords.fields(record);
                // Reading it anew would only cost: it is what was just written.
                Job created = secret ? JobRecords.job(fields) : JobRecords.job(fields, job.request());
                yield new Accepted.Created(
                        created,
                        Long.valueOf(1).equals(answer.get(2))
                                ? Optional.of(JobRecords.message(created, fields))
                                : Optional.empty());
            }
            case "HIT" -> new Accepted.Hit(job(answer));
            case "JOIN" -> new Accepted.Joined(job(answer));
            case "GONE" -> new Accepted.Gone();
            case "HELD" -> new Accepted.Held(new JobId(text(answer, 1)));
            case "NO_PARENT" -> new Accepted.NoParent(new JobId(text(answer, 1)));
            case "CROWDED" -> new Accepted.Crowded(new JobId(text(answer, 1)));
            case "FULL" -> new Accepted.Full(Integer.parseInt(text(answer, 1)));
            case "REPLAYED" -> new Accepted.Replayed(new JobId(text(answer, 1)));
            case "MISMATCH" -> new Accepted.Mismatch(new JobId(text(answer, 1)));
            default -> throw unexpected(answer);
        };
    }

    /** The tags, and what stands for the metadata among them. */
    private static List<String> listedBy(JobOptions options) {
        List<String> names = new ArrayList<>();
        if (options.tags() != null) {
            names.addAll(options.tags());
        }
        if (options.metadata() != null) {
            options.metadata().forEach((name, value) -> names.add(Keys.metadataTag(name, value)));
        }
        return names;
    }

    /**
     * Notes that the broker has the messages of these jobs, so the next look at them can wait; only of those still queued at the
     * attempt that was published.
     *
     * @return of how many it was still so
     */
    public long dispatched(Map<JobId, Integer> attempts) {
        List<String> keys = new ArrayList<>();
        List<String> args = new ArrayList<>(List.of(millis(settings.redispatch())));
        attempts.forEach((id, attempt) -> {
            keys.add(Keys.job(id));
            args.add(Integer.toString(attempt));
        });
        return (Long) server.run(Transition.DISPATCHED, keys, args);
    }

    /** Makes the job {@code worker}'s as its next attempt, if it is queued. */
    public Claim claim(JobId id, String worker, Duration lease) {
        String token = UUID.randomUUID().toString();
        List<?> answer = (List<?>) run(Transition.CLAIM, id, worker, millis(lease), token, id.value());
        return switch (text(answer, 0)) {
            case "CLAIMED" -> new Claim.Claimed(job(answer));
            case "BUSY" -> new Claim.Busy();
            case "STALE" -> new Claim.Stale(JobState.ofWireName(text(answer, 1)));
            case "GONE" -> new Claim.Gone();
            case "UNKNOWN" -> new Claim.Unknown();
            default -> throw unexpected(answer);
        };
    }

    /** Renews the lease; a changed {@code progress} is a visible change. */
    public Beat beat(JobId id, int attempt, Duration lease, @Nullable Progress progress) {
        Object answer = run(
                Transition.BEAT,
                id,
                Integer.toString(attempt),
                millis(lease),
                progress == null ? "" : Json.write(progress));
        return Beat.valueOf((String) answer);
    }

    /** The attempt succeeded; makes its artifacts visible. */
    public Finish finish(JobId id, int attempt, JobResult result) {
        return end(run(
                Transition.FINISH,
                id,
                Integer.toString(attempt),
                Json.write(result.artifacts()),
                Json.write(result.report()),
                JobRecords.changed(result),
                result.sealedKeys().isEmpty() ? "" : Json.write(result.sealedKeys())));
    }

    /** The attempt failed: it is retried after a back-off, or the job ends. A requested cancel wins. */
    public Finish fail(JobId id, int attempt, JobFailure failure) {
        return end(run(
                Transition.FAIL,
                id,
                Integer.toString(attempt),
                JobRecords.error(failure),
                failure.retryable() ? "1" : "0",
                millis(settings.backoffBase()),
                millis(settings.backoffCap()),
                random(),
                failure.code() == ErrorCode.DIFFERENCE_FOUND ? "1" : ""));
    }

    /** The attempt is given up without blame (drain): runnable again at once. A requested cancel wins. */
    public Finish release(JobId id, int attempt) {
        return end(run(Transition.RELEASE, id, Integer.toString(attempt)));
    }

    /**
     * The attempt cuts its job into chunks, which are jobs of the same tenant, pool and priority that nobody lists. The job waits for them
     * without a slot, {@code blocked}; when all have succeeded its next attempt runs, and finds them in {@link Job#chunks()}. Whatever ends
     * the job ends them, and the failure of one is the job's.
     *
     * @param chunks at least one, all of the same type
     */
    public Finish split(JobId id, int attempt, List<NewChunk> chunks) {
        JobRequest first = chunks.getFirst().request();
        List<Map<String, Object>> plans = chunks.stream()
                .map(chunk -> Map.<String, Object>of(
                        "id",
                        chunk.id().value(),
                        "request",
                        chunk.request().toJson().toString(),
                        "weight",
                        chunk.weight(),
                        "artifacts",
                        Json.write(chunk.artifacts())))
                .toList();
        return end(run(
                Transition.SPLIT,
                id,
                Integer.toString(attempt),
                Json.write(plans),
                first.spec().typeName(),
                first.options().maxAttempts().toString()));
    }

    /** The attempt stopped because a cancel was requested. Nothing changes when none was: {@link Finish.Fenced}. */
    public Finish cancelled(JobId id, int attempt) {
        return end(run(Transition.CANCELLED, id, Integer.toString(attempt)));
    }

    /** Jobs whose timer is due, oldest first. */
    public List<JobId> due(int limit) {
        List<?> ids = (List<?>) server.run(Transition.DUE, List.of(Keys.TIMERS), List.of(Integer.toString(limit)));
        return ids.stream().map(id -> new JobId((String) id)).toList();
    }

    /** When the earliest timer is due; empty when there is none. */
    public Optional<Instant> nextDue() {
        List<Tuple> first = server.call(redis -> redis.zrangeWithScores(Keys.TIMERS, 0, 0));
        return first.stream().findFirst().map(timer -> Instant.ofEpochMilli((long) timer.getScore()));
    }

    /** Looks at one job whose timer may be due and does what is due. */
    public Tick tick(JobId id) {
        List<?> answer = (List<?>) run(
                Transition.TICK,
                id,
                id.value(),
                millis(settings.publishGrace()),
                WORKER_LOST,
                millis(settings.backoffBase()),
                millis(settings.backoffCap()),
                random());
        return switch (text(answer, 0)) {
            case "PUBLISH" -> PoolLedger.publish(id, answer.subList(1, answer.size()));
            case "MOVED" -> new Tick.Moved(JobState.ofWireName(text(answer, 1)));
            case "NOTHING" -> new Tick.Nothing();
            default -> throw unexpected(answer);
        };
    }

    /** Asks for a job to be cancelled; what runs is told at its next beat. */
    public Cancel cancel(String tenant, JobId id) {
        List<?> answer = (List<?>) run(Transition.CANCEL, id, tenant);
        return switch (text(answer, 0)) {
            case "CANCELLED" -> new Cancel.Cancelled();
            case "SIGNALLED" -> new Cancel.Signalled();
            case "ALREADY" -> new Cancel.Already(JobState.ofWireName(text(answer, 1)));
            case "UNKNOWN" -> new Cancel.Unknown();
            default -> throw unexpected(answer);
        };
    }

    /** A tenant's job; a foreign id answers as an unknown one. */
    public Optional<Job> find(String tenant, JobId id) {
        Map<String, String> fields = server.call(redis -> redis.hgetAll(Keys.job(id)));
        return tenant.equals(fields.get("tenant")) ? Optional.of(JobRecords.job(fields)) : Optional.empty();
    }

    /** Whose job it is; empty when it is not known, or not any more. */
    public Optional<String> owner(JobId id) {
        return Optional.ofNullable(server.call(redis -> redis.hget(Keys.job(id), "tenant")));
    }

    /** What is kept, sealed, of the keys of a stream that the job made; empty for another tenant's, as for one that is not there. */
    public Optional<String> sealedKey(String tenant, JobId id, String stream) {
        List<String> found = server.call(redis -> redis.hmget(Keys.job(id), "tenant", "media_keys"));
        return tenant.equals(found.get(0)) ? JobRecords.sealedKey(found.get(1), stream) : Optional.empty();
    }

    /**
     * Newest first. A page may hold fewer than {@code limit} jobs, even none, although more follow: when a filter leaves
     * little, the search stops after a bounded number of jobs and {@link JobPage#after} says where to go on.
     */
    public JobPage list(String tenant, JobQuery query, int limit, JobPage.@Nullable Position after) {
        return index.list(tenant, query, limit, after);
    }

    /** Removes a terminal job's record; false when it is not terminal (or is unknown: see {@link #find}). */
    public boolean delete(String tenant, JobId id) {
        return Long.valueOf(1).equals(run(Transition.DELETE, id, id.value(), tenant, millis(GONE)));
    }

    /** Lets a job take the place of no identical one any more; to be called before what it made goes. */
    public void uncache(String tenant, JobId id) {
        run(Transition.UNCACHE, id, tenant);
    }

    /** Terminal jobs whose time to be kept has passed, oldest first: the sweeper's work. */
    public List<Expired> expired(int limit) {
        List<?> entries =
                (List<?>) server.run(Transition.EXPIRED, List.of(Keys.RETENTION), List.of(Integer.toString(limit)));
        return entries.stream().map(entry -> Expired.parse((String) entry)).toList();
    }

    /**
     * To be called before any worker starts, by whoever knows that none runs and no message waits (embedded mode): jobs
     * that an earlier process had published are due at once, and those it was running are back in the backlog without
     * blame. One that was running at {@value #MOST_CRASHES} such ends fails: it may be their cause.
     *
     * @return how many they are
     */
    public long recover() {
        List<String> args = new ArrayList<>(List.of(TOO_MANY_CRASHES, Integer.toString(MOST_CRASHES)));
        Arrays.stream(Pool.values()).map(Pool::wireName).forEach(args::add);
        return (Long) server.run(Transition.RECOVER, List.of(Keys.TIMERS, Keys.WORKERS), args);
    }

    /** Asks the server how it is. Unlike the others this is several round trips. */
    public LedgerHealth ping() {
        return LedgerHealthCheck.ask(server);
    }

    /** A job to sweep. */
    public record Expired(String tenant, JobId id) {
        private static Expired parse(String entry) {
            int space = entry.indexOf(' ');
            return new Expired(entry.substring(space + 1), new JobId(entry.substring(0, space)));
        }
    }

    private Object run(Transition transition, JobId id, String... args) {
        return server.run(transition, List.of(Keys.job(id)), List.of(args));
    }

    private Finish end(Object answer) {
        List<?> list = (List<?>) answer;
        return switch (text(list, 0)) {
            case "DONE" -> new Finish.Done(JobState.ofWireName(text(list, 1)));
            case "FENCED" -> new Finish.Fenced();
            default -> throw unexpected(list);
        };
    }

    private static Job job(List<?> answer) {
        return JobRecords.job((List<?>) Objects.requireNonNull(answer.get(1)));
    }

    private static String text(List<?> answer, int index) {
        return (String) Objects.requireNonNull(answer.get(index));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private String random() {
        return Double.toString(random.getAsDouble());
    }

    private static IllegalStateException unexpected(List<?> answer) {
        return new IllegalStateException("unexpected answer " + answer.getFirst());
    }
}
