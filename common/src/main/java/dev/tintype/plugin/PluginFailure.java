package dev.tintype.plugin;

/** Why an attempt came to nothing, in words for the caller: what they can do about it, and nothing confidential. */
public final class PluginFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** One that another attempt would not mend. */
    public PluginFailure(String detail) {
        this(detail, false);
    }

    /**
     * @param detail a sentence or two
     * @param retryable whether another attempt may help
     */
    public PluginFailure(String detail, boolean retryable) {
        super(detail);
        this.retryable = retryable;
    }

    /** Whether another attempt may help. */
    public boolean retryable() {
        return retryable;
    }
}
