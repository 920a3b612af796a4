package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.MhtmlOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.List;
import java.util.Map;

/** The browser's own web archive. */
final class MhtmlHandler implements CaptureOutputHandler<MhtmlOutput> {
    @Override
    public List<Rendered> render(MhtmlOutput output, VisitedPage page) {
        // An archive of what nobody scrolled to has holes.
        new PageGeometry(page).reveal();
        JsonObject parameters = new JsonObject();
        parameters.addProperty("format", "mhtml");
        String archive =
                page.tab().send("Page.captureSnapshot", parameters).get("data").getAsString();
        if (!archive.contains("multipart/related")) {
            throw new JobFailure(ErrorCode.BLANK_PAGE, "The browser made an empty archive");
        }
        return List.of(Rendered.of(output.kindName(), "page", "mhtml", "multipart/related", archive, Map.of()));
    }
}
