package dev.tintype.ledger;

import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryError;
import dev.tintype.callback.DeliveryId;
import dev.tintype.callback.Endpoint;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.EventType;
import dev.tintype.job.JobCallback;
import dev.tintype.job.JobId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the outbox's hashes and {@link Delivery} and {@link Endpoint}. */
final class CallbackRecords {
    private CallbackRecords() {}

    /** Whom to tell, as scripts read it: {@code url event event …}; empty: nobody. */
    static String told(@Nullable JobCallback callback) {
        return callback == null ? "" : callback.url() + " " + events(callback.events());
    }

    static String events(List<EventType> events) {
        return events.stream().map(EventType::wireName).collect(Collectors.joining(" "));
    }

    static Delivery delivery(Map<String, String> fields) {
        String endpoint = field(fields, "endpoint");
        String job = field(fields, "job");
        String error = fields.get("error");
        return new Delivery(
                new DeliveryId(field(fields, "id")),
                field(fields, "tenant"),
                endpoint.isEmpty() ? null : new EndpointId(endpoint),
                field(fields, "queue"),
                field(fields, "url"),
                EventType.ofWireName(field(fields, "event")),
                Instant.ofEpochMilli(Long.parseLong(field(fields, "at"))),
                job.isEmpty() ? null : new JobId(job),
                field(fields, "data"),
                Delivery.State.ofWireName(field(fields, "state")),
                Integer.parseInt(field(fields, "attempts")),
                time(fields, "next"),
                fields.get("traceparent"),
                error == null ? null : DeliveryError.ofWireName(error));
    }

    static Endpoint endpoint(Map<String, String> fields) {
        String disabled = fields.get("disabled");
        String description = fields.getOrDefault("description", "");
        return new Endpoint(
                new EndpointId(field(fields, "id")),
                field(fields, "tenant"),
                field(fields, "url"),
                Arrays.stream(field(fields, "events").split(" ", -1))
                        .map(EventType::ofWireName)
                        .toList(),
                description.isEmpty() ? null : description,
                field(fields, "keys"),
                Instant.ofEpochMilli(Long.parseLong(field(fields, "created"))),
                disabled == null ? null : Endpoint.Disabled.valueOf(disabled.toUpperCase(Locale.ROOT)),
                time(fields, "failing"));
    }

    /** A HGETALL answer as scripts give it: name, value, name, value, … */
    static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = HashMap.newHashMap(flat.size() / 2);
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return fields;
    }

    private static @Nullable Instant time(Map<String, String> fields, String name) {
        String millis = fields.get(name);
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
