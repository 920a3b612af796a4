package dev.tintype.worker.capture.output;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.HttpHeader;
import com.microsoft.playwright.options.Sizes;
import com.microsoft.playwright.options.Timing;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.visit.Texts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The requests of a visit in the form of HAR 1.2. What a request was sent with for the caller's sake is not in it. */
final class HttpArchive {
    private static final long MAX_BODIES = 64L << 20;
    private static final String MASKED = "***";

    /** Credentials: the caller's own, or the page's. */
    private static final Set<String> SECRET =
            Set.of("authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key");

    private final VisitedPage page;
    private final List<Noted> requests;
    private final Set<Request> finished;
    private final boolean content;
    private long bodies;

    /**
     * @param finished those whose answers have ended: of the others the browser would only tell once they have
     * @param content whether the bodies of answers go in
     */
    HttpArchive(VisitedPage page, List<Noted> requests, Set<Request> finished, boolean content) {
        this.page = page;
        this.requests = requests;
        this.finished = finished;
        this.content = content;
    }

    /** A request and when it was made. */
    record Noted(Request request, long startedMs) {}

    int entries() {
        return requests.size();
    }

    String json() {
        String started = requests.isEmpty()
                ? Instant.now().toString()
                : Instant.ofEpochMilli(requests.getFirst().startedMs()).toString();
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("version", "1.2");
        log.put("creator", Map.of("name", "tintype", "version", "1"));
        String[] browser = page.tab().browserVersion().split(" ", 2);
        log.put("browser", Map.of("name", browser[0], "version", browser.length > 1 ? browser[1] : ""));
        log.put(
                "pages",
                List.of(Map.of(
                        "id",
                        "page",
                        "startedDateTime",
                        started,
                        "title",
                        page.facts().title(),
                        "pageTimings",
                        page.facts().timings().containsKey("load_ms")
                                ? Map.of("onLoad", page.facts().timings().get("load_ms"))
                                : Map.of())));
        log.put("entries", requests.stream().map(this::entry).toList());
        return Json.write(Map.of("log", log));
    }

    private Map<String, Object> entry(Noted noted) {
        Request request = noted.request();
        Optional<Response> response = Optional.ofNullable(request.existingResponse());
        Timing timing = request.timing();
        double total = Math.max(0, timing.responseEnd);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("pageref", "page");
        entry.put(
                "startedDateTime",
                Instant.ofEpochMilli(timing.startTime > 0 ? (long) timing.startTime : noted.startedMs())
                        .toString());
        entry.put("time", total);
        entry.put("request", request(request, response));
        entry.put("response", response.map(answer -> response(request, answer)).orElseGet(() -> noResponse(request)));
        entry.put("cache", Map.of());
        entry.put("timings", timings(timing));
        entry.put("_resourceType", request.resourceType());
        return entry;
    }

    private Map<String, Object> request(Request request, Optional<Response> response) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("method", request.method());
        made.put("url", Texts.clip(request.url()));
        made.put("httpVersion", response.map(HttpArchive::version).orElse("unknown"));
        made.put("cookies", List.of());
        List<HttpHeader> headers = orElse(request::headersArray, List.of());
        made.put("headers", headers(headers));
        made.put("queryString", query(request.url()));
        Optional<Sizes> sizes = response.flatMap(answer -> sizes(request));
        made.put("headersSize", sizes.map(size -> size.requestHeadersSize).orElse(-1));
        made.put("bodySize", sizes.map(size -> size.requestBodySize).orElse(-1));
        return made;
    }

    private Map<String, Object> response(Request request, Response response) {
        Optional<Sizes> sizes = sizes(request);
        List<HttpHeader> headers = orElse(response::headersArray, List.of());
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("status", response.status());
        made.put("statusText", response.statusText());
        made.put("httpVersion", version(response));
        made.put("cookies", List.of());
        made.put("headers", headers(headers));
        made.put("content", content(request, response, headers, sizes));
        made.put("redirectURL", header(headers, "location"));
        made.put("headersSize", sizes.map(size -> size.responseHeadersSize).orElse(-1));
        made.put("bodySize", sizes.map(size -> size.responseBodySize).orElse(-1));
        return made;
    }

    private static Map<String, Object> noResponse(Request request) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("status", 0);
        made.put("statusText", "");
        made.put("httpVersion", "unknown");
        made.put("cookies", List.of());
        made.put("headers", List.of());
        made.put("content", Map.of("size", 0, "mimeType", "x-unknown"));
        made.put("redirectURL", "");
        made.put("headersSize", -1);
        made.put("bodySize", -1);
        made.put("_error", String.valueOf(request.failure()));
        return made;
    }

    private Map<String, Object> content(
            Request request, Response response, List<HttpHeader> headers, Optional<Sizes> sizes) {
        Map<String, Object> made = new LinkedHashMap<>();
        String type = header(headers, "content-type");
        made.put("size", sizes.map(size -> size.responseBodySize).orElse(0));
        made.put("mimeType", type.isEmpty() ? "x-unknown" : type);
        boolean redirect = response.status() >= 300 && response.status() < 400;
        if (content && !redirect && finished.contains(request) && bodies < MAX_BODIES) {
            byte[] body = orElse(response::body, new byte[0]);
            bodies += body.length;
            if (body.length > 0 && bodies <= MAX_BODIES) {
                made.put("size", body.length);
                if (isText(type)) {
                    made.put("text", new String(body, StandardCharsets.UTF_8));
                } else {
                    made.put("encoding", "base64");
                    made.put("text", Base64.getEncoder().encodeToString(body));
                }
            }
        }
        return made;
    }

    private static boolean isText(String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        return plain.startsWith("text/")
                || plain.contains("json")
                || plain.contains("javascript")
                || plain.contains("xml");
    }

    /** HAR 1.2 §timings: −1 says that there is none. */
    private static Map<String, Object> timings(Timing timing) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("dns", between(timing.domainLookupStart, timing.domainLookupEnd));
        made.put("connect", between(timing.connectStart, timing.connectEnd));
        made.put("ssl", between(timing.secureConnectionStart, timing.connectEnd));
        made.put("send", 0);
        made.put("wait", Math.max(0, between(timing.requestStart, timing.responseStart)));
        made.put("receive", Math.max(0, between(timing.responseStart, timing.responseEnd)));
        return made;
    }

    private static double between(double start, double end) {
        return start < 0 || end < 0 ? -1 : Math.max(0, end - start);
    }

    private static String version(Response response) {
        return orElse(response::httpVersion, "unknown");
    }

    private Optional<Sizes> sizes(Request request) {
        if (!finished.contains(request)) {
            return Optional.empty();
        }
        return orElse(() -> Optional.of(request.sizes()), Optional.empty());
    }

    private static List<Map<String, String>> headers(List<HttpHeader> headers) {
        return headers.stream()
                .map(header -> Map.of(
                        "name",
                        header.name,
                        "value",
                        SECRET.contains(header.name.toLowerCase(Locale.ROOT)) ? MASKED : header.value))
                .toList();
    }

    private static String header(List<HttpHeader> headers, String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(header -> header.value)
                .findFirst()
                .orElse("");
    }

    private static List<Map<String, String>> query(String url) {
        String raw;
        try {
            raw = URI.create(url).getRawQuery();
        } catch (IllegalArgumentException odd) {
            return List.of();
        }
        if (raw == null) {
            return List.of();
        }
        List<Map<String, String>> parameters = new ArrayList<>();
        Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> parameters.add(Map.of("name", pair[0], "value", pair.length > 1 ? pair[1] : "")));
        return parameters;
    }

    /** What the browser can no more tell is left out: an archive of the rest is worth having. */
    private static <T> T orElse(Supplier<T> known, T otherwise) {
        try {
            return known.get();
        } catch (PlaywrightException gone) {
            return otherwise;
        }
    }
}
