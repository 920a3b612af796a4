package dev.tintype.worker.capture.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real browser as a user who is not root, and what the kernel says of the processes that run its pages. */
class SandboxTest {
    private static final String NOWHERE = "http://127.0.0.1:9";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_page_runs_in_chromiums_sandbox_or_not_at_all() throws Exception {
        List<Confinement> pages;
        try {
            pages = pages(true);
        } catch (PlaywrightException e) {
            // this kernel lets nobody have namespaces
            assertThat(e).hasMessageContaining("No usable sandbox");
            return;
        }
        assertThat(pages).isNotEmpty().allSatisfy(page -> {
            assertThat(page.systemCallsFiltered()).isTrue();
            assertThat(page.ownProcessNamespace()).isTrue();
            assertThat(page.noNewPrivileges()).isTrue();
        });
    }

    @Test
    void without_it_the_kernel_says_so() throws Exception {
        assertThat(pages(false)).isNotEmpty().allSatisfy(page -> {
            assertThat(page.systemCallsFiltered()).isFalse();
            assertThat(page.ownProcessNamespace()).isFalse();
        });
    }

    private List<Confinement> pages(boolean sandbox) throws IOException {
        String marker = RunningBrowser.newMarker();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = BrowserLauncher.launch(playwright, asSomebody(), marker, NOWHERE, folder, sandbox)) {
            browser.newPage().setContent("<p>A page</p>");
            return ProcessTree.withDescendants(ProcessTree.withArgument(BrowserLauncher.flag(marker))).stream()
                    .map(process -> Path.of("/proc", Long.toString(process.pid())))
                    .filter(SandboxTest::runsPages)
                    .map(Confinement::of)
                    .toList();
        }
    }

    /**
     * The browser, which gives up being root before it starts; of root's powers it keeps the one to use the folders that were
     * made for it.
     */
    private Path asSomebody() throws IOException {
        Path browser = new BrowserFinder().find(null);
        if (Sandbox.usable()) {
            return browser;
        }
        Path script = folder.resolve("browser");
        Files.writeString(script, """
                #!/bin/sh
                exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+dac_override \\
                    --ambient-caps=+dac_override '%s' "$@"
                """.formatted(browser));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean runsPages(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("--type=renderer");
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    /** proc(5), {@code status}. */
    private record Confinement(boolean systemCallsFiltered, boolean ownProcessNamespace, boolean noNewPrivileges) {
        static Confinement of(Path process) {
            return new Confinement(
                    field(process, "Seccomp").equals("2"),
                    field(process, "NSpid").split("\\s+").length > 1,
                    field(process, "NoNewPrivs").equals("1"));
        }

        private static String field(Path process, String name) {
            try (Stream<String> lines = Files.lines(process.resolve("status"))) {
                return lines.filter(line -> line.startsWith(name + ":"))
                        .map(line -> line.substring(name.length() + 1).strip())
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
