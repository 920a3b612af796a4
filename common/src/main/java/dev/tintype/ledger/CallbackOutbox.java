package dev.tintype.ledger;

import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryError;
import dev.tintype.callback.DeliveryId;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.UnifiedJedis;

/**
 * Callbacks that wait to be sent, and the log of those that were. The ledger's scripts write an entry in the very step that
 * changes a job; senders claim it, and what they do not record before their lease ends is due again: at least once, and
 * always under the same id. Entries and logs have a TTL, and a queue that is full takes no more. Thread-safe. Every method
 * may throw {@link LedgerUnavailable}, and each may safely be sent again.
 */
public final class CallbackOutbox {
    /** How long the log of an ended delivery is kept. */
    public static final Duration LOG_KEPT = Duration.ofDays(7);
    /** How long only failures may come back from an endpoint before it is disabled. */
    public static final Duration LONGEST_FAILING = Duration.ofDays(5);

    private final LedgerServer server;

    /** The client stays the caller's to close. */
    public CallbackOutbox(UnifiedJedis redis) {
        this(new LedgerServer(redis, Scripts.load(LedgerSettings.defaults())));
    }

    CallbackOutbox(LedgerServer server) {
        this.server = server;
    }

    /** A delivery that is the caller's to make until its lease ends. */
    public record Claimed(Delivery delivery, String token) {}

    /** What came of an attempt. */
    public sealed interface Outcome {
        /** It was taken. */
        record Delivered(DeliveryAttempt attempt) implements Outcome {}

        /** It was not taken; try again after {@code pause}. */
        record Retry(DeliveryAttempt attempt, Duration pause) implements Outcome {}

        /** It was not taken, and was tried often enough. */
        record Failed(DeliveryAttempt attempt) implements Outcome {}

        /** It was not taken, and the endpoint wants no more. */
        record Gone(DeliveryAttempt attempt) implements Outcome {}

        /** No attempt was made: it is due again after {@code pause}. */
        record Later(Duration pause) implements Outcome {}

        /** It cannot be tried at all. */
        record Impossible(DeliveryError error) implements Outcome {}
    }

    /** What came of asking for a delivery. */
    public sealed interface Asked {
        /** It is due. */
        record Done(Delivery delivery) implements Asked {}

        /** The endpoint is disabled, or gone. */
        record Disabled() implements Asked {}

        /** There is no such thing, or it is another tenant's. */
        record Unknown() implements Asked {}
    }

    /**
     * Takes due deliveries.
     *
     * @param lease how long they are the caller's
     * @param most how many at most
     * @param mostOfQueue how many of one queue at most, unless {@code room} says otherwise
     * @param room how many of these queues at most; 0: none
     */
    public List<Claimed> claim(Duration lease, int most, int mostOfQueue, Map<String, Integer> room) {
        String token = UUID.randomUUID().toString();
        List<String> args = new ArrayList<>(
                List.of(token, Long.toString(lease.toMillis()), Integer.toString(most), Integer.toString(mostOfQueue)));
        room.forEach((queue, limit) -> args.add(limit + " " + queue));
        List<?> answer = (List<?>) server.run(Transition.CALLBACK_CLAIM, List.of(Keys.DUE_QUEUES), args);
        return answer.stream()
                .map(fields -> new Claimed(delivery((List<?>) fields), token))
                .toList();
    }

    /** Notes what came of a claimed delivery; false: it was another's by then, and nothing changed. */
    public boolean record(Claimed claimed, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(var attempt) -> record(claimed, "delivered", Json.write(attempt), Duration.ZERO, "");
            case Outcome.Retry(var attempt, Duration pause) -> record(claimed, "retry", Json.write(attempt), pause, "");
            case Outcome.Failed(var attempt) -> record(claimed, "failed", Json.write(attempt), Duration.ZERO, "");
            case Outcome.Gone(var attempt) -> record(claimed, "gone", Json.write(attempt), Duration.ZERO, "");
            case Outcome.Later(Duration pause) -> record(claimed, "retry", "", pause, "");
            case Outcome.Impossible(DeliveryError error) ->
                record(claimed, "failed", "", Duration.ZERO, error.wireName());
        };
    }

    /** Sends it once more, at once and under the same id. */
    public Asked redeliver(String tenant, DeliveryId id) {
        return asked(server.run(Transition.CALLBACK_REDELIVER, List.of(Keys.delivery(id)), List.of(tenant)));
    }

    /** Sends {@code webhook.test} to an endpoint. */
    public Asked test(String tenant, EndpointId id) {
        return asked(server.run(
                Transition.CALLBACK_TEST,
                List.of(Keys.endpoint(id)),
                List.of(tenant, DeliveryId.create().value())));
    }

    /** A tenant's delivery; a foreign id answers as an unknown one. */
    public Optional<Delivery> find(String tenant, DeliveryId id) {
        Map<String, String> fields = server.call(redis -> redis.hgetAll(Keys.delivery(id)));
        return tenant.equals(fields.get("tenant")) ? Optional.of(CallbackRecords.delivery(fields)) : Optional.empty();
    }

    /** What was asked to be told of a job, oldest first: the newest 200, for as long as they are kept. */
    public List<Delivery> ofJob(String tenant, JobId id) {
        List<String> ids = server.call(redis -> redis.lrange(Keys.deliveries(id), 0, -1));
        return ids.stream()
                .flatMap(each -> find(tenant, new DeliveryId(each)).stream())
                .toList();
    }

    /** The newest attempts, oldest first. */
    public List<DeliveryAttempt> attempts(DeliveryId id) {
        List<String> log = server.call(redis -> redis.lrange(Keys.attempts(id), 0, -1));
        return log.stream()
                .map(attempt -> Json.read(attempt, DeliveryAttempt.class))
                .toList();
    }

    private boolean record(Claimed claimed, String outcome, String attempt, Duration pause, String error) {
        return "DONE"
                .equals(server.run(
                        Transition.CALLBACK_RECORD,
                        List.of(Keys.delivery(claimed.delivery().id())),
                        List.of(
                                claimed.token(),
                                outcome,
                                attempt,
                                Long.toString(pause.toMillis()),
                                Long.toString(LOG_KEPT.toMillis()),
                                Long.toString(LONGEST_FAILING.toMillis()),
                                error)));
    }

    private static Asked asked(Object answer) {
        List<?> list = (List<?>) answer;
        return switch ((String) list.getFirst()) {
            case "DONE" -> new Asked.Done(delivery((List<?>) list.get(1)));
            case "DISABLED" -> new Asked.Disabled();
            case "UNKNOWN" -> new Asked.Unknown();
            default -> throw new IllegalStateException("unexpected answer " + list.getFirst());
        };
    }

    private static Delivery delivery(List<?> fields) {
        return CallbackRecords.delivery(CallbackRecords.fields(fields));
    }
}
