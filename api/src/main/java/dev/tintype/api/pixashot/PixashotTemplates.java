package dev.tintype.api.pixashot;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pixashot's own templates, as its {@code templates.json} has them: what the request says wins. */
final class PixashotTemplates {
    private static final String FIELD = "template";

    private static final Map<String, JsonNode> ALL = Map.of(
            "mobile", Json.tree("""
                    {"window_width": 375, "window_height": 667, "pixel_density": 2.0,
                     "user_agent_device": "mobile", "user_agent_platform": "ios"}
                    """),
            "desktop_full", Json.tree("""
                    {"window_width": 1920, "window_height": 1080, "full_page": true, "format": "png", "pixel_density": 2.0}
                    """),
            "article_pdf", Json.tree("""
                    {"format": "pdf", "pdf_format": "A4", "pdf_print_background": true, "full_page": true,
                     "wait_for_network": "idle", "block_media": true}
                    """));

    private PixashotTemplates() {}

    /** The options with what the template they name fills in. */
    static ObjectNode fill(ObjectNode options) {
        JsonNode name = options.path(FIELD);
        if (name.isMissingNode() || name.isNull()) {
            return options;
        }
        JsonNode template = ALL.get(name.asString(""));
        if (template == null) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(new FieldError(
                                    "/" + FIELD,
                                    FieldError.UNKNOWN_PRESET,
                                    "template is one of mobile, desktop_full and article_pdf. Presets of your own go with"
                                            + " POST /v1/jobs.")))
                    .exception();
        }
        ObjectNode filled = options.deepCopy();
        boolean pdf = !PixashotOptions.given(options, "format")
                || options.get("format").asString("").equals("pdf");
        template.forEachEntry((option, value) -> {
            if (!PixashotOptions.given(options, option) && (pdf || !option.startsWith("pdf_"))) {
                filled.set(option, value);
            }
        });
        return filled;
    }
}
