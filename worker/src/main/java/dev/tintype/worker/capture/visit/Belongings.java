package dev.tintype.worker.capture.visit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.tintype.capture.PageOptions;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.Tab;
import java.util.List;
import java.util.Map;

/** What the visitor brings along: headers, cookies, things remembered. For the page's own origin, unless told otherwise. */
final class Belongings {
    private final Tab tab;
    private final PageOptions options;
    private final String origin;

    /** @param origin the page's own */
    Belongings(Tab tab, PageOptions options, String origin) {
        this.tab = tab;
        this.options = options;
        this.origin = origin;
    }

    /** Before the page is opened. */
    void pack() {
        if (!options.confidential()) {
            return;
        }
        if (options.cookies() != null && !options.cookies().isEmpty()) {
            tab.page()
                    .context()
                    .addCookies(options.cookies().stream().map(this::cookie).toList());
        }
        if (options.localStorage() != null) {
            tab.runFirst("if (location.origin === " + Json.write(origin) + ") for (const [k, v] of Object.entries("
                    + Json.write(options.localStorage())
                    + ")) if (localStorage.getItem(k) === null) localStorage.setItem(k, v)");
        }
        Map<String, String> headers = options.headers();
        if (headers != null && !headers.isEmpty()) {
            if (options.allOrigins()) {
                tab.page().setExtraHTTPHeaders(headers);
            } else {
                addToOwn(headers);
            }
        }
    }

    private Cookie cookie(dev.tintype.capture.Cookie wanted) {
        Cookie cookie = new Cookie(wanted.name(), wanted.value())
                .setSecure(wanted.secure())
                .setHttpOnly(wanted.httpOnly())
                .setSameSite(SameSiteAttribute.valueOf(wanted.sameSite().name()));
        if (wanted.expires() != null) {
            cookie.setExpires((double) wanted.expires().getEpochSecond());
        }
        if (wanted.domain() == null) {
            String host = origin.replaceFirst("^[a-z]+://", "").replaceFirst(":\\d+$", "");
            return cookie.setDomain(host).setPath(wanted.path());
        }
        String above = wanted.domain().startsWith(".") ? wanted.domain() : "." + wanted.domain();
        return cookie.setDomain(above).setPath(wanted.path());
    }

    /**
     * By our own interception, not Playwright's: that one keeps headers through redirects, wherever they lead. The protocol's do
     * not outlive the request they were given to.
     */
    private void addToOwn(Map<String, String> headers) {
        JsonArray patterns = new JsonArray();
        List.of(origin, Origins.secured(origin)).stream().distinct().forEach(own -> {
            JsonObject pattern = new JsonObject();
            pattern.addProperty("urlPattern", own.replaceAll("([*?\\\\])", "\\\\$1") + "/*");
            patterns.add(pattern);
        });
        JsonObject parameters = new JsonObject();
        parameters.add("patterns", patterns);
        tab.on("Fetch.requestPaused", paused -> proceed(paused, headers));
        tab.send("Fetch.enable", parameters);
    }

    private void proceed(JsonObject paused, Map<String, String> headers) {
        JsonArray all = new JsonArray();
        paused.getAsJsonObject("request").getAsJsonObject("headers").entrySet().forEach(header -> {
            if (headers.keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
                all.add(header(header.getKey(), header.getValue().getAsString()));
            }
        });
        headers.forEach((name, value) -> all.add(header(name, value)));
        JsonObject parameters = new JsonObject();
        parameters.add("requestId", paused.get("requestId"));
        parameters.add("headers", all);
        try {
            tab.send("Fetch.continueRequest", parameters);
        } catch (PlaywrightException e) {
            if (!String.valueOf(e.getMessage()).contains("Invalid InterceptionId")) {
                throw e;
            } // else the request was given up meanwhile
        }
    }

    private static JsonObject header(String name, String value) {
        JsonObject header = new JsonObject();
        header.addProperty("name", name);
        header.addProperty("value", value);
        return header;
    }
}
