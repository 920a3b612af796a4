package dev.tintype.cli.doctor;

import dev.tintype.worker.capture.browser.BrowserFinder;
import dev.tintype.worker.capture.browser.BrowserNotFound;
import dev.tintype.worker.capture.browser.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the browser and starts it once, with its sandbox where that may be used. */
record BrowserCheck(@Nullable Path configured) implements Check {
    private static final String SUBJECT = "browser";
    private static final Duration START = Duration.ofSeconds(30);
    private static final String MARK = "tintype-was-here";

    @Override
    public List<Finding> look() {
        Path browser;
        try {
            browser = new BrowserFinder().find(configured);
        } catch (BrowserNotFound e) {
            return List.of(Finding.fail(SUBJECT, "not found", String.valueOf(e.getMessage())));
        }
        if (starts(browser, Sandbox.usable())) {
            String version = Programs.run(List.of(browser.toString(), "--version"), START)
                    .firstLine();
            return List.of(Finding.ok(SUBJECT, version + ", " + browser + ", starts"), sandbox());
        }
        if (Sandbox.usable() && starts(browser, false)) {
            return List.of(Finding.fail(
                    "sandbox",
                    browser + " starts only without its sandbox",
                    "allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1, and on Ubuntu"
                            + " kernel.apparmor_restrict_unprivileged_userns=0"));
        }
        return List.of(Finding.fail(
                SUBJECT,
                browser + " does not start",
                "run it by hand to see why: " + browser + " --dump-dom about:blank"));
    }

    private static Finding sandbox() {
        return Sandbox.usable()
                ? Finding.ok("sandbox", "the browser's own sandbox is on")
                : Finding.warn("sandbox", "off: the browser cannot use it as root", "run Tintype as an ordinary user");
    }

    private static boolean starts(Path browser, boolean sandboxed) {
        List<String> command = new ArrayList<>(List.of(browser.toString()));
        if (!sandboxed) {
            command.add("--no-sandbox");
        }
        command.addAll(List.of("--dump-dom", "data:text/html,<p>" + MARK + "</p>"));
        Programs.Outcome outcome = Programs.run(command, START);
        return outcome.good() && outcome.output().contains("<p>" + MARK);
    }
}
