package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.PdfOutput;
import dev.tintype.worker.capture.browser.Tab;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the styles of one medium count, until they are restored. */
final class PrintStyles {
    private final Tab tab;

    private PrintStyles(Tab tab) {
        this.tab = tab;
    }

    /** From now on the styles of {@code media} count. */
    static PrintStyles of(Tab tab, PdfOutput.Media media) {
        PrintStyles styles = new PrintStyles(tab);
        styles.emulate(media.name());
        return styles;
    }

    /** Those of the visit count again. */
    void restore() {
        emulate(tab.shape().media() == null ? null : tab.shape().media().name());
    }

    /** By the session that also says what medium the visit has. */
    private void emulate(@Nullable String media) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("media", media == null ? "" : media.toLowerCase(Locale.ROOT));
        tab.send("Emulation.setEmulatedMedia", parameters);
    }
}
