package dev.tintype.worker.capture.output;

import com.microsoft.playwright.Page;
import dev.tintype.capture.PdfOutput;

/** Makes the screen's styles count on paper, until closed. */
final class PrintStyles implements AutoCloseable {
    private final VisitedPage page;
    private final boolean changed;

    PrintStyles(VisitedPage page, PdfOutput.Media media) {
        this.page = page;
        // Paper is the browser's own choice when it prints.
        this.changed = media == PdfOutput.Media.SCREEN;
        if (changed) {
            emulate(com.microsoft.playwright.options.Media.SCREEN);
        }
    }

    @Override
    public void close() {
        if (changed) {
            page.tab().page().emulateMedia(new Page.EmulateMediaOptions().setMedia(null));
        }
    }

    private void emulate(com.microsoft.playwright.options.Media media) {
        page.tab().page().emulateMedia(new Page.EmulateMediaOptions().setMedia(media));
    }
}
