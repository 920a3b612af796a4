package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.worker.capture.visit.Script;

/**
 * What is fixed to the window's bottom, moved to the bottom of what is photographed while it is open: in a picture taller
 * than the window it would cover the middle.
 */
final class BottomBars implements AutoCloseable {
    private static final String MOVE = Script.load(BottomBars.class, "bottom-bars.js");

    private final VisitedPage page;
    private final long shift;

    BottomBars(VisitedPage page, Region photographed) {
        this.page = page;
        this.shift =
                Math.round(photographed.height() - page.options().viewport().height());
        move(shift);
    }

    @Override
    public void close() {
        move(0);
    }

    private void move(long by) {
        if (shift > 0) {
            JsonObject parameter = new JsonObject();
            parameter.addProperty("shift", by);
            page.tab().call(MOVE, parameter);
        }
    }
}
