package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what a page does. Bounded, whatever the page does. For its slot's thread only. */
public final class TabEvents {
    private static final String HTTP = "http ";
    private static final int MAX_FAILURES = 32;
    private static final int MAX_ANSWERED = 1_000;

    private final Page page;
    private final List<FailedRequest> failures = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private @Nullable Request mainRequest;
    private int requests;
    private int failed;
    private int dialogs;
    private int popups;
    private int downloads;
    private boolean crashed;

    TabEvents(Page page, CDPSession cdp) {
        this.page = page;
        page.onRequest(this::requested);
        page.onResponse(this::answered);
        page.onRequestFailed(this::failed);
        page.onCrash(gone -> crashed = true);
        page.onDownload(refused -> downloads++);
        cdp.on("Page.windowOpen", event -> popups++);
        cdp.on("Page.javascriptDialogOpening", event -> dialogs++);
    }

    /**
     * A request that came to nothing.
     *
     * @param error the browser's own word, such as {@code net::ERR_NAME_NOT_RESOLVED}, or {@code http 404}
     */
    public record FailedRequest(String url, String error) {
        /** The status it was answered with; 0: not answered. */
        public int status() {
            return error.startsWith(HTTP) ? Integer.parseInt(error.substring(HTTP.length())) : 0;
        }
    }

    /** What was asked for and how much came. */
    public Traffic traffic() {
        return traffic;
    }

    /** The newest request for the page itself, as opposed to something in it. */
    public Optional<Request> mainRequest() {
        return Optional.ofNullable(mainRequest);
    }

    public int requests() {
        return requests;
    }

    /** How many requests failed; {@link #failures} holds the first ones. */
    public int failedRequests() {
        return failed;
    }

    public List<FailedRequest> failures() {
        return List.copyOf(failures);
    }

    /** Dialogs that opened; each was dismissed at once. */
    public int dialogs() {
        return dialogs;
    }

    /** Windows the page wanted; none was made. */
    public int popups() {
        return popups;
    }

    /** Downloads that were refused. */
    public int downloads() {
        return downloads;
    }

    /** Whether the page took its renderer down. */
    public boolean crashed() {
        return crashed;
    }

    private void requested(Request request) {
        requests++;
        traffic.requested(request);
        if (isMain(request)) {
            mainRequest = request;
        }
    }

    /** The addresses that were answered, the first thousand of them. */
    public List<String> answered() {
        return List.copyOf(answered);
    }

    private void answered(Response response) {
        traffic.answered(response);
        if (answered.size() < MAX_ANSWERED) {
            answered.add(response.url());
        }
        if (response.status() >= 400) {
            addFailure(response.request(), HTTP + response.status());
        }
    }

    private void failed(Request request) {
        addFailure(request, String.valueOf(request.failure()));
    }

    private void addFailure(Request request, String error) {
        failed++;
        if (failures.size() < MAX_FAILURES) {
            failures.add(new FailedRequest(request.url(), error));
        }
    }

    private boolean isMain(Request request) {
        try {
            return request.isNavigationRequest() && request.frame().equals(page.mainFrame());
        } catch (PlaywrightException e) {
            return false; // a navigation whose frame is already gone, hence not the page's own
        }
    }
}
