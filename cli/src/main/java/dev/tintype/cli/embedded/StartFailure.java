package dev.tintype.cli.embedded;

/** The embedded server cannot start for a reason somebody can mend. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String wayOut;

    public StartFailure(String message, String wayOut) {
        super(message);
        this.wayOut = wayOut;
    }

    /** What to do about it, one sentence. */
    public String wayOut() {
        return wayOut;
    }
}
