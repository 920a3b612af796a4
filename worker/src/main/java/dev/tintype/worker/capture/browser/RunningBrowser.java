package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One browser process tree. For its slot's thread only, except {@link #kill}. */
final class RunningBrowser {
    /** Memory is looked at no oftener: the look costs some ten milliseconds. */
    private static final long MEMORY_LOOK_NS = Duration.ofSeconds(5).toNanos();

    private final String marker;
    private final Browser browser;
    private final List<ProcessHandle> processes;
    private final long startedAt = System.nanoTime();
    private long lookedAt = startedAt;
    private int tabs;

    private RunningBrowser(String marker, Browser browser) {
        this.marker = marker;
        this.browser = browser;
        this.processes = ProcessTree.withArgument(BrowserLauncher.flag(marker));
    }

    /** A name for the next browser: known before it starts, so that a start that hangs can be killed too. */
    static String newMarker() {
        return UUID.randomUUID().toString();
    }

    static RunningBrowser start(Playwright playwright, Path executable, String marker, String proxy, Path temp) {
        return new RunningBrowser(
                marker, BrowserLauncher.launch(playwright, executable, marker, proxy, temp, Sandbox.usable()));
    }

    Tab open(PageShape shape) {
        tabs++;
        return Tab.open(browser, shape);
    }

    String version() {
        return browser.version();
    }

    /** Whether it still runs. A death is noticed at once; Playwright itself notices only while it waits for something. */
    boolean alive() {
        return browser.isConnected() && processes.stream().allMatch(ProcessTree::runs);
    }

    /** Whether it has served long enough. */
    boolean worn(BrowserSettings settings) {
        return tabs > settings.recycleJobs()
                || System.nanoTime() - startedAt > settings.recycleAge().toNanos()
                || swollen(settings.recycleBytes());
    }

    private boolean swollen(long bytes) {
        long now = System.nanoTime();
        if (now - lookedAt < MEMORY_LOOK_NS) {
            return false;
        }
        lookedAt = now;
        return ProcessTree.memory(tree()) > bytes;
    }

    /** The process that started it: Playwright's driver. */
    Optional<ProcessHandle> parent() {
        return processes.stream()
                .flatMap(process -> process.parent().stream())
                .filter(parent -> !processes.contains(parent))
                .findFirst();
    }

    /** The process ids of the browser itself, for tests and logs. */
    List<Long> pids() {
        return processes.stream().map(ProcessHandle::pid).toList();
    }

    /** Contexts that are open: the warm tab has one, and each visit. */
    int contexts() {
        return browser.contexts().size();
    }

    /** Ends it in order. */
    void close() {
        browser.close();
    }

    /** Everything that belongs to it now. */
    Set<ProcessHandle> tree() {
        return ProcessTree.withDescendants(processes);
    }

    /** Ends it at once, with everything it started. From any thread. */
    void kill() {
        ProcessTree.kill(tree());
        kill(marker);
    }

    /** Likewise for one whose start has not come to an end. */
    static void kill(String marker) {
        ProcessTree.kill(ProcessTree.withDescendants(ProcessTree.withArgument(BrowserLauncher.flag(marker))));
    }
}
