package dev.tintype.cli;

import dev.tintype.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that remembers what was written. */
public final class RecordedTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    public RecordedTerminal(boolean live) {
        terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                live);
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Runs a command line on it; the exit code. */
    public int run(String... arguments) {
        return Tintype.commandLine(terminal).execute(arguments);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public byte[] outBytes() {
        return out.toByteArray();
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
