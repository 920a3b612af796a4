package dev.tintype.api.pixashot;

import dev.tintype.api.problem.PixashotError;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.RecordReader;
import dev.tintype.request.RequestReader;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads Pixashot's options, from a body or from a query, and says what is wrong by their names. Thread-safe. */
@Component
final class PixashotReader {
    private static final int UNPROCESSABLE = 422;

    /** Where an option's value is in a job's request. The first that fits counts. */
    private static final Map<String, String> OPTION_AT = new LinkedHashMap<>();

    static {
        OPTION_AT.put("/source/url", "url");
        OPTION_AT.put("/source/html", "html_content");
        OPTION_AT.put("/page/viewport/width", "window_width");
        OPTION_AT.put("/page/viewport/height", "window_height");
        OPTION_AT.put("/page/scale", "pixel_density");
        OPTION_AT.put("/page/geolocation", "geolocation");
        OPTION_AT.put("/page/user_agent", "user_agent_device, user_agent_platform, user_agent_browser");
        OPTION_AT.put("/page/headers", "custom_headers");
        OPTION_AT.put("/page/js", "custom_js");
        OPTION_AT.put("/page/block/media", "block_media");
        OPTION_AT.put("/page/block/cookie_banners", "use_cookie_blocker");
        OPTION_AT.put("/page/block", "block_media, use_cookie_blocker");
        OPTION_AT.put("/page/actions", "interactions");
        OPTION_AT.put("/page/wait_for", "wait_for_selector, delay_capture");
        OPTION_AT.put("/page/timeout_ms", "wait_for_timeout");
        OPTION_AT.put("/page/css", "background_color");
        OPTION_AT.put("/outputs/0/selector", "selector");
        OPTION_AT.put("/outputs/0/omit_background", "omit_background");
        OPTION_AT.put("/outputs/0/quality", "image_quality");
        OPTION_AT.put("/outputs/0/scale", "pdf_scale");
        OPTION_AT.put("/outputs/0/page_ranges", "pdf_page_ranges");
        OPTION_AT.put("/outputs/0/width", "pdf_width");
        OPTION_AT.put("/outputs/0/height", "pdf_height");
    }

    private final RecordReader options = new RecordReader(RequestReader.MAX_BODY);
    private final RequestReader jobs;

    PixashotReader(RequestReader jobs) {
        this.jobs = jobs;
    }

    /** The options that a body is. */
    PixashotOptions read(byte[] body) throws PixashotRefusal {
        try {
            JsonNode tree = jobs.tree(body);
            return options.read(
                    Json.mapper().writeValueAsBytes(PixashotTemplates.fill((ObjectNode) tree)), PixashotOptions.class);
        } catch (InvalidRequest e) {
            throw refusal(e);
        }
    }

    /** The options that a query is: each in one parameter, what is more than one value as JSON. */
    PixashotOptions read(Map<String, String> query) throws PixashotRefusal {
        ObjectNode tree = Json.mapper().createObjectNode();
        query.forEach((name, value) -> tree.set(name, value(name, value)));
        return read(Json.mapper().writeValueAsBytes(tree));
    }

    private static JsonNode value(String name, String text) {
        for (RecordComponent component : PixashotOptions.class.getRecordComponents()) {
            if (Json.fieldName(component.getName()).equals(name)
                    && component.getType() != String.class
                    && !component.getType().isEnum()) {
                try {
                    // Python writes booleans with a capital
                    return Json.tree(
                            component.getType() == Boolean.class ? text.toLowerCase(java.util.Locale.ROOT) : text);
                } catch (JacksonException e) {
                    return Json.mapper().valueToTree(text);
                }
            }
        }
        return Json.mapper().valueToTree(text);
    }

    /** The job they ask for. */
    JobRequest job(PixashotOptions asked) throws PixashotRefusal {
        for (String proxy : List.of("server", "port", "username", "password")) {
            Object given = switch (proxy) {
                case "server" -> asked.proxyServer();
                case "port" -> asked.proxyPort();
                case "username" -> asked.proxyUsername();
                default -> asked.proxyPassword();
            };
            if (given != null) {
                throw refused("proxy_" + proxy, "a request cannot choose a proxy; the operator configures them");
            }
        }
        if (Boolean.FALSE.equals(asked.usePopupBlocker())) {
            throw refused("use_popup_blocker", "pop-ups are always closed");
        }
        try {
            return jobs.read(Json.mapper().writeValueAsBytes(new PixashotJob(asked).request()));
        } catch (InvalidRequest e) {
            FieldError first = e.errors().getFirst();
            String option = option(first.pointer());
            if (first.code().equals(FieldError.UNKNOWN_FIELD)) {
                throw refused(option, "not available on this server");
            }
            throw new PixashotRefusal(
                    new PixashotError(400, option + ": " + first.detail(), "ValidationError", null, null));
        }
    }

    private static PixashotRefusal refused(String option, String why) {
        return new PixashotRefusal(
                new PixashotError(UNPROCESSABLE, option + ": " + why + ".", "ValidationError", null, null));
    }

    private static String option(String pointer) {
        return OPTION_AT.entrySet().stream()
                .filter(entry -> pointer.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(pointer);
    }

    private static PixashotRefusal refusal(InvalidRequest e) {
        String details = e.errors().stream()
                .map(error -> error.pointer().replaceFirst("^/", "") + ": " + error.detail())
                .collect(Collectors.joining(" "));
        return new PixashotRefusal(new PixashotError(
                400, "Invalid request parameters", "ValidationError", details.isEmpty() ? e.detail() : details, null));
    }
}
