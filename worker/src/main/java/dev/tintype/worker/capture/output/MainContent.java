package dev.tintype.worker.capture.output;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Script;
import org.jspecify.annotations.Nullable;

/**
 * What a page says, without what only surrounds it.
 *
 * @param text as asked for
 * @param words in the language's own way to divide them
 */
record MainContent(String text, int words) {
    private static final String FUNCTION = "(parameter) => {\n"
            + "const exports = {};\n"
            + Script.load(MainContent.class, "vendor/readability.js")
            + "\n;"
            + Script.load(MainContent.class, "vendor/turndown.js")
            + "\n;(() => {"
            + Script.load(MainContent.class, "vendor/turndown-gfm.js")
            + "\n})();\n"
            + "return ("
            + Script.load(MainContent.class, "main-content.js")
            + ")(parameter, {Readability, TurndownService, gfm: exports.gfm});\n}";

    /**
     * Reads the page.
     *
     * @param selector what to read instead of the main content
     * @throws JobFailure {@code selector_not_found}
     */
    static MainContent read(VisitedPage page, @Nullable String selector, boolean markdown) {
        JsonObject parameter = new JsonObject();
        if (selector == null) {
            parameter.add("selector", JsonNull.INSTANCE);
        } else {
            parameter.addProperty("selector", selector);
        }
        parameter.addProperty("markdown", markdown);
        JsonObject found = page.tab().call(FUNCTION, parameter).getAsJsonObject();
        if (found.has("invalid")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "Not a CSS selector: " + selector);
        }
        if (found.has("missing")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "No element matches " + selector);
        }
        return new MainContent(
                found.get("text").getAsString(), found.get("words").getAsInt());
    }
}
