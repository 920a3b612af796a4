package dev.tintype.e2e.fleet;

import dev.tintype.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes requests for jobs that sleep, store noise and tell a receiver. Immutable. */
public record Work(Map<String, Object> fields) {
    private static final List<String> ENDS = List.of("job.succeeded", "job.failed", "job.cancelled", "job.expired");

    /** A job that does nothing. */
    public static Work nothing() {
        return new Work(Map.of("type", "noop"));
    }

    /** The same, for so long. */
    public Work sleeping(int ms) {
        return with("sleep_ms", ms);
    }

    /** The same, making an artifact of that size. */
    public Work storing(int bytes) {
        return with("artifact_bytes", bytes);
    }

    /** The same, telling {@code receiver} of its end. */
    public Work telling(Receiver receiver) {
        return telling(receiver.url());
    }

    /** The same, telling whoever listens there. */
    public Work telling(String url) {
        return with("callback", Map.of("url", url, "events", ENDS));
    }

    public Work with(String field, Object value) {
        Map<String, Object> more = new TreeMap<>(fields);
        more.put(field, value);
        return new Work(more);
    }

    String json() {
        return Json.write(fields);
    }
}
