package dev.tintype.job;

import java.util.Locale;

/**
 * Every way a job can fail, and whether another attempt may help. What a page or file did wrong and what we did wrong
 * never share a code (DESIGN §4 rule 8). The names are API: add, never rename.
 */
public enum ErrorCode {
    /** The host name has no address. */
    DNS_FAILURE("The host could not be found", Blame.TARGET, true),
    /** Nothing answered at the address, or the connection broke. */
    CONNECTION_FAILED("The host could not be reached", Blame.TARGET, true),
    /** The certificate or the TLS handshake is bad. */
    TLS_FAILURE("The TLS connection failed", Blame.TARGET, false),
    /** The page's own answer was an error status. Transient statuses (408, 425, 429, 5xx) are retried. */
    HTTP_STATUS("The page answered with an error status", Blame.TARGET, false),
    /** Redirects without end. */
    TOO_MANY_REDIRECTS("The page redirects without end", Blame.TARGET, false),
    /** The page did not get ready within its time budget. */
    NAVIGATION_TIMEOUT("The page was not ready in time", Blame.TARGET, true),
    /** The answer was a download, or ended before it began. */
    NAVIGATION_FAILED("The page could not be opened", Blame.TARGET, false),
    /** Egress policy forbids the host or its address. */
    EGRESS_DENIED("The host is not allowed", Blame.TARGET, false),
    /** No element matches a selector of the request. */
    SELECTOR_NOT_FOUND("No element matches the selector", Blame.TARGET, false),
    /** Something the request waits for did not come in time. */
    WAIT_TIMEOUT("What was waited for did not come", Blame.TARGET, true),
    /** A step of {@code page.actions} could not be done. */
    ACTION_FAILED("A step on the page failed", Blame.TARGET, false),
    /** A script of the request threw, or what it returned is no JSON. */
    SCRIPT_FAILED("The script failed", Blame.TARGET, false),
    /** {@code fail_on.resource_status}: something in the page was answered so. */
    RESOURCE_STATUS("Something in the page was answered with an error status", Blame.TARGET, true),
    /** {@code fail_on.resource_error}: a request of the page came to nothing. */
    RESOURCE_ERROR("Something in the page could not be fetched", Blame.TARGET, true),
    /** {@code fail_on.console_error}. */
    CONSOLE_ERROR("The page wrote an error to the console", Blame.TARGET, false),
    /** {@code fail_on.page_error}. */
    PAGE_ERROR("A script of the page threw", Blame.TARGET, false),
    /** {@code fail_on.text_present}. */
    TEXT_PRESENT("The page shows a text it must not", Blame.TARGET, false),
    /** {@code fail_on.text_missing}. */
    TEXT_MISSING("The page does not show a text it must", Blame.TARGET, false),
    /** {@code fail_on.captcha}. */
    CAPTCHA("The page asks whether its visitor is human", Blame.TARGET, false),
    /** {@code fail_on.min_bytes}. */
    TOO_SMALL("An artifact is smaller than it must be", Blame.TARGET, false),
    /** The page or an output is larger than a limit. */
    LIMIT_EXCEEDED("A limit was exceeded", Blame.TARGET, false),
    /** The picture would have been empty. */
    BLANK_PAGE("The page is blank", Blame.TARGET, true),
    /** The page took its renderer down. */
    PAGE_CRASHED("The page crashed the browser", Blame.TARGET, true),
    /** The file is of a kind that is not read. */
    UNSUPPORTED_MEDIA("The file is of a kind that is not read", Blame.TARGET, false),
    /** The file is damaged. */
    DECODE_FAILED("The file could not be decoded", Blame.TARGET, false),
    /** An output needs a picture, and the source has none. */
    NO_VIDEO("The source has no picture", Blame.TARGET, false),
    /** An output needs sound, and the source has none. */
    NO_AUDIO("The source has no sound", Blame.TARGET, false),
    /** The upload that the source names was removed before the job began. */
    UPLOAD_GONE("The upload is gone", Blame.TARGET, false),
    /** One attempt used up {@code timeout_s}. */
    TIMEOUT("The attempt took too long", Blame.TARGET, true),
    /** A job that this one waited for did not succeed. */
    DEPENDENCY_FAILED("A job it waited for did not succeed", Blame.TARGET, false),
    /** What the job should read is not there, or not of a kind that can be read. */
    SOURCE_UNUSABLE("The source cannot be used", Blame.TARGET, false),
    /** A comparison found more changed than {@code fail_on} allows. */
    DIFFERENCE_FOUND("More has changed than may", Blame.TARGET, false),
    /** The browser could not be started or died without the page's doing. */
    BROWSER_FAILED("The browser failed", Blame.SERVICE, true),
    /** The operator's proxy that the request names could not be reached, or did not connect. */
    PROXY_FAILED("The proxy failed", Blame.SERVICE, true),
    /** FFmpeg could not be started, did not go on, or made something that is not as it should be. */
    FFMPEG_FAILED("FFmpeg failed", Blame.SERVICE, true),
    /** The worker that took the job has no graphics card that encodes as it asks; another one may. */
    HARDWARE_MISSING("The hardware is not there", Blame.SERVICE, true),
    /** A plugin of the operator's gave up, saying why, or has a defect. */
    PLUGIN_FAILED("The plugin failed", Blame.SERVICE, true),
    /** Artifacts could not be stored, or an upload could not be read. */
    STORAGE_FAILED("The artifact store failed", Blame.SERVICE, true),
    /** The worker disappeared in the middle of an attempt. */
    WORKER_LOST("The worker was lost", Blame.SERVICE, true),
    /** A defect of ours. */
    INTERNAL("Something of ours went wrong", Blame.SERVICE, true);

    /** Whose doing a failure is. */
    public enum Blame {
        TARGET,
        SERVICE
    }

    private final String title;
    private final Blame blame;
    private final boolean retryable;

    ErrorCode(String title, Blame blame, boolean retryable) {
        this.title = title;
        this.blame = blame;
        this.retryable = retryable;
    }

    /** One plain sentence without a full stop. */
    public String title() {
        return title;
    }

    public Blame blame() {
        return blame;
    }

    /** Whether another attempt may help, unless the failure itself says otherwise. */
    public boolean retryable() {
        return retryable;
    }

    /** The name used in JSON, metrics and documentation. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
