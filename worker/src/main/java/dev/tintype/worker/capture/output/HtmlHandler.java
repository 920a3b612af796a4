package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.HtmlOutput;
import dev.tintype.worker.capture.visit.Script;
import java.util.List;
import java.util.Map;

/** The document as it is now, as one file if asked for. */
final class HtmlHandler implements CaptureOutputHandler<HtmlOutput> {
    private static final String COPY = Script.load(HtmlHandler.class, "document-copy.js");

    @Override
    public List<Rendered> render(HtmlOutput output, VisitedPage page) {
        if (output.inlineResources()) {
            // What was never loaded cannot be put in.
            new PageGeometry(page).reveal();
        }
        JsonObject parameter = new JsonObject();
        parameter.addProperty("single", output.inlineResources());
        JsonObject copy = page.tab().call(COPY, parameter).getAsJsonObject();
        String html = copy.get("html").getAsString();
        if (!output.inlineResources()) {
            return List.of(made(output, html, Map.of()));
        }
        SingleFile file = new SingleFile(page);
        String whole = file.of(html, copy.get("base").getAsString());
        return List.of(made(output, whole, Map.of("inlined", file.inlined())));
    }

    private static Rendered made(HtmlOutput output, String html, Map<String, Object> facts) {
        return Rendered.of(output.kindName(), "page", "html", "text/html; charset=utf-8", html, facts);
    }
}
