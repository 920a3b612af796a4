package dev.tintype.crypt;

import java.io.IOException;

/** An encrypted file cannot be opened; the message says why, for people, and tells no secret. */
public final class NotOpened extends IOException {
    private static final long serialVersionUID = 1L;

    public NotOpened(String message) {
        super(message);
    }

    public NotOpened(String message, Throwable cause) {
        super(message, cause);
    }
}
