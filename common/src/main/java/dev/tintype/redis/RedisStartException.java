package dev.tintype.redis;

/** Redis could not be started; the message is one line for the person at the terminal and names the way out. */
public final class RedisStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    public enum Reason {
        /** Another running process keeps its data in the same folder. */
        FOLDER_IN_USE,
        /** The folder cannot be made or written. */
        FOLDER_UNUSABLE,
        /** Something else listens on the port. */
        PORT_BUSY,
        /** The executable cannot be run here. */
        EXECUTABLE_UNUSABLE,
        /** Redis ended, or did not get ready; the message has its last words. */
        NOT_READY
    }

    private final Reason reason;

    RedisStartException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RedisStartException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
