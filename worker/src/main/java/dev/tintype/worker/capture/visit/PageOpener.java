package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tintype.capture.PageOptions;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.egress.EgressProxy;
import dev.tintype.worker.egress.EgressReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Opens a target in a tab. A page that does not open, or answers with an error, is a failure and never a picture. */
public final class PageOpener {
    private static final String DOWNLOAD = "Download is starting";

    private final Tab tab;
    private final EgressProxy egress;

    public PageOpener(Tab tab, EgressProxy egress) {
        this.tab = tab;
        this.egress = egress;
    }

    /**
     * Opens {@code target} and waits for what {@code options} says, but for what comes after load.
     *
     * @throws JobFailure typed by what went wrong on the way
     */
    public Opened open(Target target, PageOptions options, Budget budget) {
        long start = System.nanoTime();
        new Belongings(tab, options, target.origin()).pack();
        String url = switch (target) {
            case Target.Remote(String address) -> address;
            case Target.Given given -> new GivenDocument(tab, given).serve();
        };
        try {
            Response response = tab.page()
                    .navigate(
                            url,
                            new Page.NavigateOptions()
                                    .setTimeout((double) budget.navigationMs())
                                    .setWaitUntil(state(options.waitUntil())));
            if (response == null) {
                throw new JobFailure(ErrorCode.NAVIGATION_FAILED, "The address holds no page");
            }
            checkStatus(response.url(), response.status());
            return new Opened(
                    response.status(), redirects(response.request()), (System.nanoTime() - start) / 1_000_000);
        } catch (TimeoutError e) {
            throw new JobFailure(
                    ErrorCode.NAVIGATION_TIMEOUT,
                    "The page was not loaded within " + budget.navigationMs() + " ms (two thirds of page.timeout_ms)",
                    e);
        } catch (PlaywrightException e) {
            throw failure(e, url);
        }
    }

    /**
     * Fails for an error status.
     *
     * @param url the page's address
     */
    public void checkStatus(String url, int status) {
        if (status < 400) {
            return;
        }
        EgressReport report = egress.report();
        NavigationErrors.refusal(url, report).ifPresent(refusal -> {
            // Over plain http the browser shows the proxy's own answer as if it were the page's.
            throw new JobFailure(refusal.code(), refusal.detail());
        });
        boolean transientStatus = status >= 500 || status == 408 || status == 425 || status == 429;
        throw new JobFailure(ErrorCode.HTTP_STATUS, transientStatus, "The page answered with HTTP " + status, null);
    }

    private RuntimeException failure(PlaywrightException e, String url) {
        String message = String.valueOf(e.getMessage());
        if (message.contains(DOWNLOAD)) {
            return new JobFailure(ErrorCode.NAVIGATION_FAILED, "The address is a download, not a page", e);
        }
        Optional<String> name = NavigationErrors.nameIn(message);
        if (name.isEmpty()) {
            return e; // the tab or the browser is gone: the slot knows more
        }
        Optional<Request> last = tab.events().mainRequest();
        if (name.get().equals("ERR_HTTP_RESPONSE_CODE_FAILURE")) {
            // An error status without a body: the browser shows a page of its own and calls it a failure.
            last.map(Request::existingResponse).ifPresent(response -> checkStatus(response.url(), response.status()));
        }
        return NavigationErrors.failure(name.get(), last.map(Request::url).orElse(url), egress.report(), e);
    }

    private static WaitUntilState state(PageOptions.WaitUntil wait) {
        return switch (wait) {
            case AUTO, LOAD -> WaitUntilState.LOAD;
            case DOMCONTENTLOADED -> WaitUntilState.DOMCONTENTLOADED;
            case NETWORKIDLE -> WaitUntilState.NETWORKIDLE;
        };
    }

    private static List<String> redirects(Request request) {
        List<String> chain = new ArrayList<>();
        for (Request from = request.redirectedFrom();
                from != null && chain.size() < Opened.MAX_REDIRECTS;
                from = from.redirectedFrom()) {
            chain.add(Texts.clip(from.url()));
        }
        Collections.reverse(chain);
        return chain;
    }
}
