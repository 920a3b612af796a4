package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.LinksOutput;
import dev.tintype.worker.capture.visit.Script;
import java.util.List;
import java.util.Map;

/** Every link of the page, up to a bound that it says when it is reached. */
final class LinksHandler implements CaptureOutputHandler<LinksOutput> {
    private static final String LINKS = Script.load(LinksHandler.class, "links.js");
    private static final int MOST = 20_000;

    @Override
    public List<Rendered> render(LinksOutput output, VisitedPage page) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("most", MOST);
        JsonObject links = page.tab().call(LINKS, parameter).getAsJsonObject();
        return List.of(Rendered.of(
                output.kindName(),
                "links",
                JsonText.EXTENSION,
                JsonText.MEDIA_TYPE,
                JsonText.of(links),
                Map.of("count", links.get("count").getAsInt())));
    }
}
