package dev.tintype.cli.outcome;

/** The command's exit codes; {@code docs/start.md} lists them. */
public final class Exit {
    public static final int OK = 0;
    /** What was asked for did not come about: the job failed, the server did not start, a check found a fault. */
    public static final int FAILED = 1;
    /** The command line or the request is wrong. */
    public static final int USAGE = 2;
    /** No server could be reached, or none could be started for the call. */
    public static final int UNREACHABLE = 3;
    /** A program that Tintype needs is not installed; the launcher and the set-up script use it. */
    public static final int MISSING = 4;
    /** Ctrl-C; the JVM gives it. */
    public static final int INTERRUPTED = 130;

    private Exit() {}
}
