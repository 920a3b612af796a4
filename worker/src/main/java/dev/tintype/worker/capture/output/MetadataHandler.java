package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.MetadataOutput;
import dev.tintype.worker.capture.visit.Script;
import java.util.List;
import java.util.Map;

/** What the page says about itself. */
final class MetadataHandler implements CaptureOutputHandler<MetadataOutput> {
    private static final String METADATA = Script.load(MetadataHandler.class, "metadata.js");

    /** Of everything that there may be several of. */
    private static final int MOST = 100;

    @Override
    public List<Rendered> render(MetadataOutput output, VisitedPage page) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("most", MOST);
        return List.of(Rendered.of(
                output.kindName(),
                "metadata",
                JsonText.EXTENSION,
                JsonText.MEDIA_TYPE,
                JsonText.of(page.tab().call(METADATA, parameter)),
                Map.of()));
    }
}
