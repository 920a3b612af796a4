package dev.tintype.cli.terminal;

import java.io.PrintStream;

/**
 * Where the command writes.
 *
 * @param out results, for people and for scripts
 * @param err progress and complaints
 * @param live whether a person watches {@code err}, so that lines may be redrawn and coloured
 */
public record Terminal(PrintStream out, PrintStream err, boolean live) {
    private static final String ESCAPE = "\u001b[";

    /** The process's own streams; the launcher says in {@code tintype.terminal} whether they are a terminal. */
    public static Terminal system() {
        return new Terminal(System.out, System.err, Boolean.getBoolean("tintype.terminal"));
    }

    /** {@code text} in a colour where that is wanted: on a terminal, unless {@code NO_COLOR} is set. */
    public String paint(Ink ink, String text) {
        boolean colourful = live && System.getenv("NO_COLOR") == null;
        return colourful ? ESCAPE + ink.code + "m" + text + ESCAPE + "0m" : text;
    }

    /** Colours of the terminal's own palette, so they suit light and dark ones. */
    public enum Ink {
        GOOD("32"),
        WARNING("33"),
        BAD("31"),
        ACCENT("36"),
        FAINT("2"),
        STRONG("1");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }
}
