package dev.tintype.worker.capture.visit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a page that is ready says of itself.
 *
 * @param status of the document that is shown now, which scripts may have gone on to; 0: not known
 * @param width CSS pixels of the whole document
 * @param painted whether content has been on the screen
 * @param hopeful whether it may still show content although it has not
 * @param quiet whether it stopped changing in time
 * @param sizes bytes of what the page could measure, by address
 * @param timings milliseconds since navigation began, by name
 */
public record PageFacts(
        String url,
        String title,
        int width,
        int height,
        boolean painted,
        boolean hopeful,
        boolean quiet,
        int status,
        String protocol,
        Map<String, Long> sizes,
        Map<String, Object> timings) {

    static PageFacts of(JsonElement json) {
        JsonObject facts = json.getAsJsonObject();
        Map<String, Object> timings = new LinkedHashMap<>();
        facts.getAsJsonObject("timings")
                .entrySet()
                .forEach(entry ->
                        timings.put(entry.getKey(), Math.round(entry.getValue().getAsDouble())));
        Map<String, Long> sizes = new HashMap<>();
        facts.getAsJsonArray("sizes")
                .forEach(pair -> sizes.merge(
                        pair.getAsJsonArray().get(0).getAsString(),
                        pair.getAsJsonArray().get(1).getAsLong(),
                        Math::max));
        return new PageFacts(
                Texts.clip(facts.get("url").getAsString()),
                Texts.clip(facts.get("title").getAsString(), 512),
                facts.get("width").getAsInt(),
                facts.get("height").getAsInt(),
                facts.get("painted").getAsBoolean(),
                facts.get("hopeful").getAsBoolean(),
                facts.get("quiet").getAsBoolean(),
                facts.get("status").getAsInt(),
                facts.get("protocol").getAsString(),
                sizes,
                timings);
    }
}
