package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Requests and bytes by type of resource, from what the events say anyhow. Bounded. For its slot's thread only. */
public final class Traffic {
    private static final int MAX_ADDRESSES = 1_000;
    private static final String LENGTH = "content-length";

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();

    void requested(Request request) {
        String type = request.resourceType();
        counts.merge(type, 1, Integer::sum);
        if (types.size() < MAX_ADDRESSES) {
            types.putIfAbsent(request.url(), type);
        }
    }

    void answered(Response response) {
        String length = response.headers().get(LENGTH);
        if (length != null && length.matches("\\d{1,15}") && lengths.size() < MAX_ADDRESSES) {
            lengths.put(response.url(), Long.parseLong(length));
        }
    }

    /**
     * For each type, how many requests and bytes.
     *
     * @param measured what the page could measure, by address; fills in where an answer did not tell its length
     */
    public Map<String, Object> byType(Map<String, Long> measured) {
        Map<String, Long> bytes = new HashMap<>();
        types.forEach((url, type) ->
                bytes.merge(type, Math.max(lengths.getOrDefault(url, 0L), measured.getOrDefault(url, 0L)), Long::sum));
        Map<String, Object> all = new TreeMap<>();
        counts.forEach((type, count) -> all.put(type, Map.of("count", count, "bytes", bytes.getOrDefault(type, 0L))));
        return all;
    }
}
