package dev.tintype.upload;

import java.io.IOException;

/** An upload that is not taken; nothing of it is kept. The message is for the caller. */
public final class UploadRefused extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** It has more bytes than one upload may have. */
        TOO_LARGE,
        /** The tenant's uploads would have more bytes than they may have. */
        NO_ROOM,
        /** Its content is not of the type it is said to be, or of no type at all. */
        OTHER_TYPE
    }

    private final Reason reason;

    UploadRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
