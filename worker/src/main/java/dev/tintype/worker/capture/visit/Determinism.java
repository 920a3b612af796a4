package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.Clock;
import dev.tintype.worker.capture.browser.Tab;

/** Takes chance and time out of a page, so that the same page gives the same bytes. Motion, place and language are the shape's. */
final class Determinism {
    private static final String SEEDED = Script.load(Determinism.class, "seeded.js");

    /** 2030-01-01T00:00:00Z: a Tuesday, far from any change of clocks. */
    private static final long MOMENT = 1_893_456_000_000L;

    private Determinism() {}

    /** Before the page is opened. */
    static void prepare(Tab tab) {
        Clock clock = tab.page().clock();
        clock.setFixedTime(MOMENT);
        tab.runFirst(SEEDED);
    }
}
