package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.SecurityDetails;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tintype.capture.FailOn;
import dev.tintype.capture.PageOptions;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.egress.EgressProxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens a target in a tab. A page that does not open, or answers with an error, is a failure and never a picture. */
public final class PageOpener {
    private static final String DOWNLOAD = "Download is starting";

    private final Tab tab;
    private final EgressProxy egress;
    private List<Integer> failing = List.of();

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
        failing = options.failOn().httpStatus();
        boolean stoppable = options.onTimeout() == PageOptions.OnTimeout.CAPTURE;
        long start = System.nanoTime();
        new Belongings(tab, options, target.origin()).pack();
        new Interception(tab, options, target.origin()).begin();
        Waits.prepare(tab, options);
        if (options.block() != null && options.block().cookieBanners()) {
            ConsentBanners.prepare(tab);
        }
        if (options.deterministic()) {
            Determinism.prepare(tab);
        }
        boolean mostlyIdle = options.waitUntil() == PageOptions.WaitUntil.NETWORKMOSTLYIDLE;
        OpenRequests open = mostlyIdle || stoppable ? new OpenRequests(tab) : null;
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
            if (mostlyIdle && open != null) {
                open.awaitMostlyIdle(Math.max(1, budget.navigationMs() - budget.spentMs()));
            }
            return opened(response, start, false, List.of());
        } catch (TimeoutError e) {
            Optional<Response> answer = tab.events().mainRequest().map(Request::existingResponse);
            if (stoppable && open != null && answer.isPresent()) {
                List<String> unfinished = open.addresses();
                tab.send("Page.stopLoading");
                checkStatus(answer.get().url(), answer.get().status());
                return opened(answer.get(), start, true, unfinished);
            }
            throw new JobFailure(
                    ErrorCode.NAVIGATION_TIMEOUT,
                    "The page was not loaded within " + budget.navigationMs() + " ms (two thirds of page.timeout_ms)",
                    e);
        } catch (PlaywrightException e) {
            throw failure(e, url);
        }
    }

    private static Opened opened(Response response, long start, boolean partial, List<String> unfinished) {
        long tookMs = (System.nanoTime() - start) / 1_000_000;
        return new Opened(response.status(), redirects(response.request()), tls(response), tookMs, partial, unfinished);
    }

    /** Asked for only where there is some: it is one more question to the driver. */
    private static Map<String, Object> tls(Response response) {
        SecurityDetails details = response.url().startsWith("https:") ? response.securityDetails() : null;
        Map<String, Object> tls = new LinkedHashMap<>();
        if (details != null && details.protocol != null) {
            tls.put("protocol", Texts.clip(details.protocol, 64));
            tls.put("issuer", Texts.clip(String.valueOf(details.issuer), 256));
            tls.put("subject", Texts.clip(String.valueOf(details.subjectName), 256));
            if (details.validTo != null) {
                tls.put(
                        "expires_at",
                        Instant.ofEpochSecond(details.validTo.longValue()).toString());
            }
        }
        return tls;
    }

    /**
     * Fails for an error status.
     *
     * @param url the page's address
     */
    public void checkStatus(String url, int status) {
        if (status >= 400) {
            NavigationErrors.refusal(url, egress.report()).ifPresent(refusal -> {
                // Over plain http the browser shows the proxy's own answer as if it were the page's.
                throw new JobFailure(refusal.code(), refusal.detail());
            });
        }
        if (!FailOn.within(status, failing)) {
            return;
        }
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
            case DOMCONTENTLOADED, NETWORKMOSTLYIDLE -> WaitUntilState.DOMCONTENTLOADED;
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
