package dev.tintype.worker.capture.browser;

/** A function of ours threw in the page. */
public final class PageScriptFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageScriptFailed(String details) {
        super(details);
    }
}
