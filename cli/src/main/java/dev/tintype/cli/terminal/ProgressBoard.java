package dev.tintype.cli.terminal;

import dev.tintype.job.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of live progress per job, redrawn in place on a terminal; elsewhere it draws nothing. Thread-safe.
 */
public final class ProgressBoard implements AutoCloseable {
    private static final int BAR = 20;
    /** Narrower than any usual window: a line that wraps could not be redrawn. */
    private static final int WIDTH = 79;

    private final Terminal terminal;
    private final List<String> labels;
    private final List<String> lines = new ArrayList<>();
    private boolean drawn;

    /** @param labels one for each line */
    public ProgressBoard(Terminal terminal, List<String> labels) {
        this.terminal = terminal;
        this.labels = List.copyOf(labels);
        for (int row = 0; row < labels.size(); row++) {
            lines.add(line(row, bar(0), "waiting"));
        }
    }

    /** Shows how far the job of {@code row} is; {@code state} is what to say while there is no progress. */
    public void update(int row, String state, @Nullable Progress progress) {
        String stage = progress == null || progress.stage().isEmpty() ? state : progress.stage();
        String message = progress == null || progress.message() == null ? "" : " · " + progress.message();
        set(row, line(row, bar(progress == null ? 0 : progress.percent()), stage + message));
    }

    /** Replaces the bar of {@code row} by a closing word, which is written where nothing is drawn, too. */
    public void finish(int row, boolean good, String words) {
        String mark = good ? terminal.paint(Terminal.Ink.GOOD, "✓") : terminal.paint(Terminal.Ink.BAD, "✗");
        String line = mark + " " + cut(pad(labels.get(row)) + "  " + words, WIDTH - 2);
        if (terminal.live()) {
            set(row, line);
        } else {
            terminal.err().println(line);
        }
    }

    private synchronized void set(int row, String line) {
        lines.set(row, line);
        if (!terminal.live()) {
            return;
        }
        StringBuilder frame = new StringBuilder(back());
        lines.forEach(each -> frame.append("\u001b[2K").append(each).append('\n'));
        terminal.err().print(frame);
        terminal.err().flush();
        drawn = true;
    }

    /** Takes the board off the screen. */
    public synchronized void clear() {
        if (drawn) {
            terminal.err().print(back() + "\u001b[J");
            terminal.err().flush();
            drawn = false;
        }
    }

    /** Leaves the board as it stands. */
    @Override
    public synchronized void close() {
        drawn = false;
    }

    private String back() {
        return drawn ? String.format(Locale.ROOT, "\u001b[%dA\r", lines.size()) : "";
    }

    private String line(int row, String bar, String words) {
        return cut("  " + pad(labels.get(row)) + "  " + bar + "  " + words, WIDTH);
    }

    private String pad(String label) {
        int widest = labels.stream().mapToInt(String::length).max().orElse(0);
        return label + " ".repeat(widest - label.length());
    }

    private static String bar(int percent) {
        int full = percent * BAR / 100;
        return "█".repeat(full) + "░".repeat(BAR - full) + String.format(Locale.ROOT, " %3d %%", percent);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
