package dev.tintype.worker.capture.visit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.capture.Blocking;
import dev.tintype.capture.Blocking.ResourceType;
import dev.tintype.capture.PageOptions;
import dev.tintype.worker.capture.browser.Tab;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stops requests where the request asks for it: to add headers to those for the page's own origin, and to let those come to
 * nothing that are not wanted. Our own, not Playwright's: that one keeps headers through redirects, wherever they lead; the
 * protocol's do not outlive the request they were given to. The browser stops only what the patterns name.
 */
final class Interception {
    private final Tab tab;
    private final Map<String, String> headers;
    private final List<String> owns;
    private final Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
    private final List<String> urls;
    private String mainFrame = "";

    /** @param origin the page's own */
    Interception(Tab tab, PageOptions options, String origin) {
        this.tab = tab;
        this.headers = options.headers() == null || options.allOrigins() ? Map.of() : options.headers();
        this.owns = Stream.of(origin, Origins.secured(origin)).distinct().toList();
        Blocking block = options.block();
        this.urls = block == null || block.urls() == null ? List.of() : block.urls();
        if (block != null) {
            if (block.media()) {
                types.add(ResourceType.IMAGE);
                types.add(ResourceType.MEDIA);
            }
            if (block.resourceTypes() != null) {
                types.addAll(block.resourceTypes());
            }
        }
    }

    /** Before the page is opened. Does nothing where nothing is asked for. */
    void begin() {
        JsonArray patterns = new JsonArray();
        if (!headers.isEmpty()) {
            owns.forEach(own -> patterns.add(pattern(own.replaceAll("([*?\\\\])", "\\\\$1") + "/*")));
        }
        urls.forEach(url -> patterns.add(pattern(url.replaceAll("([?\\\\])", "\\\\$1"))));
        for (ResourceType type : types) {
            JsonObject pattern = pattern("*");
            pattern.addProperty("resourceType", name(type));
            patterns.add(pattern);
        }
        if (patterns.isEmpty()) {
            return;
        }
        mainFrame = tab.mainFrame();
        JsonObject parameters = new JsonObject();
        parameters.add("patterns", patterns);
        tab.on("Fetch.requestPaused", this::decide);
        tab.send("Fetch.enable", parameters);
    }

    private void decide(JsonObject paused) {
        JsonObject parameters = new JsonObject();
        parameters.add("requestId", paused.get("requestId"));
        String url = paused.getAsJsonObject("request").get("url").getAsString();
        try {
            if (unwanted(paused, url)) {
                parameters.addProperty("errorReason", "BlockedByClient");
                tab.send("Fetch.failRequest", parameters);
                return;
            }
            if (!headers.isEmpty() && owns.stream().anyMatch(own -> url.startsWith(own + "/"))) {
                parameters.add("headers", withOurs(paused));
            }
            tab.send("Fetch.continueRequest", parameters);
        } catch (PlaywrightException e) {
            if (!String.valueOf(e.getMessage()).contains("Invalid InterceptionId")) {
                throw e;
            } // else the request was given up meanwhile
        }
    }

    /** The page itself is always wanted. */
    private boolean unwanted(JsonObject paused, String url) {
        String type = paused.get("resourceType").getAsString();
        boolean page = type.equals("Document")
                && mainFrame.equals(paused.get("frameId").getAsString());
        return !page
                && (types.stream().anyMatch(it -> name(it).equals(type))
                        || urls.stream().anyMatch(glob -> Glob.matches(glob, url)));
    }

    private JsonArray withOurs(JsonObject paused) {
        JsonArray all = new JsonArray();
        paused.getAsJsonObject("request").getAsJsonObject("headers").entrySet().forEach(header -> {
            if (headers.keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
                all.add(header(header.getKey(), header.getValue().getAsString()));
            }
        });
        headers.forEach((name, value) -> all.add(header(name, value)));
        return all;
    }

    private static JsonObject pattern(String url) {
        JsonObject pattern = new JsonObject();
        pattern.addProperty("urlPattern", url);
        return pattern;
    }

    private static JsonObject header(String name, String value) {
        JsonObject header = new JsonObject();
        header.addProperty("name", name);
        header.addProperty("value", value);
        return header;
    }

    /** As the DevTools protocol has it ({@code Network.ResourceType}). */
    private static String name(ResourceType type) {
        return switch (type) {
            case IMAGE -> "Image";
            case MEDIA -> "Media";
            case FONT -> "Font";
            case STYLESHEET -> "Stylesheet";
            case SCRIPT -> "Script";
            case XHR -> "XHR";
            case FETCH -> "Fetch";
            case EVENTSOURCE -> "EventSource";
            case MANIFEST -> "Manifest";
            case PING -> "Ping";
            case OTHER -> "Other";
        };
    }
}
