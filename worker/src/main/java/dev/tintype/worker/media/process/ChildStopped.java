package dev.tintype.worker.media.process;

/** A child was killed before it had done what it was to do. */
public final class ChildStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The attempt has to stop. */
        ABORTED,
        /** It took longer than it may. */
        WALL,
        /** It stood still. */
        STALLED,
        /** It wrote more than it may. */
        BYTES
    }

    private final Reason reason;

    ChildStopped(Reason reason) {
        super("killed: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
