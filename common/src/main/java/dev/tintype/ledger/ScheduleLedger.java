package dev.tintype.ledger;

import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.schedule.Schedule;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.seal.RequestSeal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the ledger keeps of schedules. Thread-safe. */
public final class ScheduleLedger {
    /** Most schedules of one tenant. */
    public static final int MOST = 1_000;

    private final LedgerServer server;
    private final RequestSeal seal;

    ScheduleLedger(LedgerServer server, RequestSeal seal) {
        this.server = server;
        this.seal = seal;
    }

    /** What became of a wish to save. */
    public enum Saved {
        SAVED,
        /** It was changed meanwhile, or is gone. */
        CHANGED,
        /** The tenant has as many as it may. */
        FULL
    }

    /**
     * Makes or changes a schedule. What its job holds in confidence is sealed, and stays so in the jobs that it makes.
     *
     * @param version as it was read, or null when it is new
     */
    public Saved save(
            String tenant, ScheduleId id, ScheduleSpec spec, @Nullable Instant nextRun, @Nullable Long version) {
        List<?> answer = (List<?>) server.run(
                Transition.SCHEDULE_SAVE,
                List.of(Keys.schedule(id), Keys.schedules(tenant), Keys.SCHEDULES),
                List.of(
                        id.value(),
                        tenant,
                        sealed(tenant, spec),
                        millis(nextRun),
                        version == null ? "" : version.toString(),
                        Integer.toString(MOST),
                        spec.comparesPages() ? "1" : ""));
        return Saved.valueOf((String) Objects.requireNonNull(answer.getFirst()));
    }

    private String sealed(String tenant, ScheduleSpec spec) {
        ObjectNode tree = Json.mapper().valueToTree(spec);
        if (tree.get("job") instanceof ObjectNode job) {
            seal.seal(tenant, job);
        }
        return tree.toString();
    }

    /** Notes that {@code run} was seen to; false when somebody else was first. */
    public boolean advance(
            ScheduleId id, Instant run, @Nullable Instant next, @Nullable JobId job, @Nullable String problem) {
        return Long.valueOf(1)
                .equals(server.run(
                        Transition.SCHEDULE_ADVANCE,
                        List.of(Keys.schedule(id), Keys.SCHEDULES),
                        List.of(
                                id.value(),
                                millis(run),
                                millis(next),
                                job == null ? "" : job.value(),
                                problem == null ? "" : problem)));
    }

    public boolean delete(String tenant, ScheduleId id) {
        return Long.valueOf(1)
                .equals(server.run(
                        Transition.SCHEDULE_DELETE,
                        List.of(Keys.schedule(id), Keys.schedules(tenant), Keys.SCHEDULES),
                        List.of(id.value(), tenant)));
    }

    /** Schedules with a run that is due, most urgent first. */
    public List<ScheduleId> due(int limit) {
        List<?> ids = (List<?>) server.run(Transition.DUE, List.of(Keys.SCHEDULES), List.of(Integer.toString(limit)));
        return ids.stream().map(id -> new ScheduleId((String) id)).toList();
    }

    public Optional<Schedule> find(ScheduleId id) {
        Map<String, String> fields = server.call(redis -> redis.hgetAll(Keys.schedule(id)));
        return fields.containsKey("body") ? Optional.of(schedule(fields)) : Optional.empty();
    }

    /** A tenant's schedule; a foreign id answers as an unknown one. */
    public Optional<Schedule> find(String tenant, ScheduleId id) {
        return find(id).filter(schedule -> schedule.tenant().equals(tenant));
    }

    /** All of a tenant's, newest first. */
    public List<Schedule> all(String tenant) {
        return server.call(redis -> redis.zrange(Keys.schedules(tenant), 0, -1)).reversed().stream()
                .map(ScheduleId::new)
                .flatMap(id -> find(tenant, id).stream())
                .toList();
    }

    private static Schedule schedule(Map<String, String> fields) {
        String job = fields.get("job");
        return new Schedule(
                new ScheduleId(field(fields, "id")),
                field(fields, "tenant"),
                Long.parseLong(field(fields, "ver")),
                Instant.ofEpochMilli(Long.parseLong(field(fields, "created"))),
                Json.read(field(fields, "body"), ScheduleSpec.class),
                time(fields, "next"),
                time(fields, "last"),
                job == null ? null : new JobId(job),
                fields.get("problem"),
                fields.containsKey("baseline") ? new JobId(field(fields, "baseline")) : null);
    }

    private static @Nullable Instant time(Map<String, String> fields, String name) {
        String millis = fields.get(name);
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static String millis(@Nullable Instant time) {
        return time == null ? "" : Long.toString(time.toEpochMilli());
    }
}
