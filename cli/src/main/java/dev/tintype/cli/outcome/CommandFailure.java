package dev.tintype.cli.outcome;

import java.util.List;

/** Ends a command: one clear sentence, what more there is to say, and an {@link Exit} code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> wayOut;

    /**
     * @param message a sentence without a full stop
     * @param wayOut what can be done about it, a line each; may be empty
     */
    public CommandFailure(int exitCode, String message, List<String> wayOut) {
        super(message);
        this.exitCode = exitCode;
        this.wayOut = wayOut;
    }

    public CommandFailure(int exitCode, String message, String wayOut) {
        this(exitCode, message, List.of(wayOut));
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> wayOut() {
        return wayOut;
    }
}
