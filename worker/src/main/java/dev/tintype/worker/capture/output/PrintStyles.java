package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.PdfOutput;
import dev.tintype.worker.capture.browser.Tab;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the styles of one medium count, until closed. */
final class PrintStyles implements AutoCloseable {
    private final Tab tab;

    PrintStyles(Tab tab, PdfOutput.Media media) {
        this.tab = tab;
        emulate(media.name());
    }

    @Override
    public void close() {
        emulate(tab.shape().media() == null ? null : tab.shape().media().name());
    }

    /** By the session that also says what medium the visit has. */
    private void emulate(@Nullable String media) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("media", media == null ? "" : media.toLowerCase(Locale.ROOT));
        tab.send("Emulation.setEmulatedMedia", parameters);
    }
}
