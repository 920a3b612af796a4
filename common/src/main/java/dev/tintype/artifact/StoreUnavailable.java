package dev.tintype.artifact;

import java.io.IOException;

/**
 * The store did not do what it was asked, and may later; the message is for the log. Whether a write happened is not
 * certain, but nothing of it counts.
 */
public final class StoreUnavailable extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }
}
