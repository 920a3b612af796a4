package dev.tintype.worker.capture.browser;

/** There is no browser, or not the one that was named. The message says what to install or set. */
public final class BrowserNotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrowserNotFound(String message) {
        super(message);
    }
}
