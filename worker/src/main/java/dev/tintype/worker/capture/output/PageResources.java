package dev.tintype.worker.capture.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.worker.capture.browser.Tab;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a page and its frames have loaded, as the browser still has it: nothing is fetched again. */
final class PageResources {
    private final Tab tab;
    private final Map<String, Found> byUrl = new HashMap<>();

    PageResources(Tab tab) {
        this.tab = tab;
        collect(tab.send("Page.getResourceTree").getAsJsonObject("frameTree"));
    }

    /** Something that was loaded. */
    record Found(String frame, String mediaType) {}

    /** Its bytes. */
    static final class Content {
        private final String mediaType;
        private final byte[] bytes;

        Content(String mediaType, byte[] bytes) {
            this.mediaType = mediaType;
            this.bytes = bytes;
        }

        int size() {
            return bytes.length;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String dataUrl() {
            return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
        }
    }

    /** What is at {@code url}; empty when it was not loaded or is gone from the browser's memory. */
    Optional<Content> get(String url) {
        String plain = url.split("#", 2)[0];
        Found found = byUrl.get(plain);
        if (found == null) {
            return Optional.empty();
        }
        JsonObject parameters = new JsonObject();
        parameters.addProperty("frameId", found.frame());
        parameters.addProperty("url", plain);
        try {
            JsonObject answer = tab.send("Page.getResourceContent", parameters);
            String content = answer.get("content").getAsString();
            byte[] bytes = answer.get("base64Encoded").getAsBoolean()
                    ? Base64.getDecoder().decode(content)
                    : content.getBytes(StandardCharsets.UTF_8);
            return Optional.of(new Content(found.mediaType(), bytes));
        } catch (PlaywrightException gone) {
            return Optional.empty();
        }
    }

    private void collect(JsonObject tree) {
        String frame = tree.getAsJsonObject("frame").get("id").getAsString();
        for (JsonElement one : tree.getAsJsonArray("resources")) {
            JsonObject resource = one.getAsJsonObject();
            byUrl.putIfAbsent(
                    resource.get("url").getAsString(),
                    new Found(frame, resource.get("mimeType").getAsString()));
        }
        if (tree.has("childFrames")) {
            tree.getAsJsonArray("childFrames").forEach(child -> collect(child.getAsJsonObject()));
        }
    }
}
