package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.ExtractOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Script;
import java.util.List;
import java.util.Map;

/** Named values from the page. */
final class ExtractHandler implements CaptureOutputHandler<ExtractOutput> {
    private static final String EXTRACT = Script.load(ExtractHandler.class, "extract.js");

    /** Elements of one list. */
    private static final int MOST = 10_000;

    @Override
    public List<Rendered> render(ExtractOutput output, VisitedPage page) {
        JsonObject fields = new JsonObject();
        output.fields().forEach((name, field) -> {
            JsonObject asked = new JsonObject();
            asked.addProperty("selector", field.selector());
            asked.addProperty("attribute", field.attribute());
            asked.addProperty("all", field.all());
            fields.add(name, asked);
        });
        JsonObject parameter = new JsonObject();
        parameter.add("fields", fields);
        parameter.addProperty("most", MOST);
        JsonObject done = page.tab().call(EXTRACT, parameter).getAsJsonObject();
        if (done.has("invalid")) {
            throw new JobFailure(
                    ErrorCode.SELECTOR_NOT_FOUND,
                    "Not a CSS selector in " + done.get("invalid").getAsString() + ": "
                            + done.get("selector").getAsString());
        }
        return List.of(Rendered.of(
                output.kindName(),
                "extract",
                JsonText.EXTENSION,
                JsonText.MEDIA_TYPE,
                JsonText.of(done.get("values")),
                Map.of("found", done.get("found").getAsInt())));
    }
}
