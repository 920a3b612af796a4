package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.tintype.capture.PageOptions;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.Tab;
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
        if (headers != null && options.allOrigins()) {
            tab.page().setExtraHTTPHeaders(headers);
        } // else Interception adds them
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
}
