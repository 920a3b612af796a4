package dev.tintype.worker.capture.visit;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.tintype.worker.capture.browser.Tab;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes a document of the caller's, and the files that came with it, what the browser finds at an address. */
final class GivenDocument {
    /** Where a document without an address of its own lives: {@code .invalid} never has one (RFC 6761 §6.4). */
    static final String ORIGIN = "https://page.tintype.invalid/";

    private static final Pattern SPECIAL = Pattern.compile("[.*+?^${}()|\\[\\]\\\\/]");

    private final Tab tab;
    private final Target.Given given;

    GivenDocument(Tab tab, Target.Given given) {
        this.tab = tab;
        this.given = given;
    }

    /**
     * From now on the network is not asked for it.
     *
     * @return the address to open
     */
    String serve() {
        String url = given.baseUrl() == null ? ORIGIN : given.baseUrl();
        String spelled = given.baseUrl() == null ? url : asTheBrowserSpells(url);
        byte[] body = given.html().getBytes(StandardCharsets.UTF_8);
        // The pattern is matched beside the browser, so other requests do not come here. It stays for the whole visit:
        // ending interception while the document changes process makes the browser report a crash.
        if (!given.files().isEmpty()) {
            String folder = spelled.replaceFirst("[?].*$", "").replaceFirst("[^/]*$", "");
            tab.page().route(Pattern.compile("^" + quoted(folder)), route -> file(route, folder));
        }
        tab.page().route(Pattern.compile("^" + quoted(spelled) + "(#.*)?$"), route -> {
            if (isDocument(route.request())) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBodyBytes(body));
            } else {
                route.fallback();
            }
        });
        return url;
    }

    private void file(Route route, String folder) {
        SiteFile file = given.files().get(path(route.request().url(), folder));
        if (file != null) {
            route.fulfill(
                    new Route.FulfillOptions().setContentType(file.mediaType()).setBodyBytes(file.content()));
        } else if (given.baseUrl() == null) {
            route.fulfill(new Route.FulfillOptions().setStatus(404).setContentType("text/plain"));
        } else {
            route.fallback();
        }
    }

    private static String path(String url, String folder) {
        try {
            String path = new URI(url).getPath();
            String base = new URI(folder).getPath();
            return path != null && base != null && path.startsWith(base) ? path.substring(base.length()) : "";
        } catch (URISyntaxException e) {
            return ""; // no file has a name that makes no address
        }
    }

    private boolean isDocument(Request request) {
        return request.isNavigationRequest()
                && request.frame().equals(tab.page().mainFrame());
    }

    /** Requests carry addresses in the browser's spelling: punycode, no default port, percent signs where they belong. */
    private String asTheBrowserSpells(String url) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("url", url);
        return tab.call("({url}) => new URL(url).href.split('#')[0]", parameter).getAsString();
    }

    /** In the part of regular expressions that Java and JavaScript share, for both read it. */
    private static String quoted(String url) {
        return SPECIAL.matcher(url).replaceAll("\\\\$0");
    }
}
