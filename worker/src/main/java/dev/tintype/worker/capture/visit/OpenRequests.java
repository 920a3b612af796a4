package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.tintype.worker.capture.browser.Tab;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Which requests are under way. Listens only where somebody wants to know: each end is one more message. */
final class OpenRequests {
    private static final int MOSTLY = 2;
    private static final int MAX_TOLD = 32;
    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

    private final Page page;
    private final Set<Request> open = new LinkedHashSet<>();
    private long quietSince = System.nanoTime();

    /** Before the page is opened. */
    OpenRequests(Tab tab) {
        page = tab.page();
        Consumer<Request> ended = this::ended;
        page.onRequest(open::add);
        page.onRequestFinished(ended);
        page.onRequestFailed(ended);
    }

    /**
     * Waits until at most two have been under way for half a second.
     *
     * @throws com.microsoft.playwright.TimeoutError when it does not come
     */
    void awaitMostlyIdle(long limitMs) {
        page.waitForCondition(
                () -> open.size() <= MOSTLY && System.nanoTime() - quietSince >= QUIET_NANOS,
                new Page.WaitForConditionOptions().setTimeout((double) limitMs));
    }

    /** The addresses of the oldest ones. */
    List<String> addresses() {
        return open.stream()
                .map(request -> Texts.clip(request.url()))
                .limit(MAX_TOLD)
                .toList();
    }

    private void ended(Request request) {
        boolean busy = open.size() > MOSTLY;
        open.remove(request);
        if (busy && open.size() <= MOSTLY) {
            quietSince = System.nanoTime();
        }
    }
}
