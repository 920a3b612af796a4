package dev.tintype.e2e.containers;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is done, and when since the beginning. */
final class Steps {
    private final PrintStream out;
    private final long began = System.nanoTime();

    Steps(PrintStream out) {
        this.out = out;
    }

    void say(String what) {
        out.printf(Locale.ROOT, "%4.0f s  %s%n", (System.nanoTime() - began) / 1e9, what);
    }
}
