package dev.tintype.job;

/**
 * Why an attempt failed, typed where it happened. The detail is shown to the caller: it names what they can act on and
 * never an address, path, class or stack of ours; the cause goes to the log only.
 */
public final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retryable;

    public JobFailure(ErrorCode code, String detail) {
        this(code, code.retryable(), detail, null);
    }

    public JobFailure(ErrorCode code, String detail, Throwable cause) {
        this(code, code.retryable(), detail, cause);
    }

    public JobFailure(
            ErrorCode code, boolean retryable, String detail, @org.jspecify.annotations.Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.retryable = retryable;
    }

    public ErrorCode code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }

    /** The sentence for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
