package dev.tintype.worker.capture.visit;

/** Strings that pages made, cut to what a report can bear. */
public final class Texts {
    private static final int MAX = 2048;
    private static final String CUT = "…";

    private Texts() {}

    /** At most 2048 characters; an ellipsis shows where more was. */
    public static String clip(String text) {
        return clip(text, MAX);
    }

    /** At most {@code max} characters. */
    public static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + CUT;
    }
}
