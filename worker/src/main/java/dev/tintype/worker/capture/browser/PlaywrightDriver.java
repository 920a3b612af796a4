package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.jar.DriverJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Playwright's driver (a Node and its scripts), unpacked once. Left alone, Playwright unpacks 140 MB into a new temporary
 * folder at every start and may leave it there; with {@code playwright.cli.dir} it takes what is in that folder
 * (docs/decisions).
 */
final class PlaywrightDriver {
    private static final Logger log = LoggerFactory.getLogger(PlaywrightDriver.class);
    private static final String DRIVER_DIR = "playwright.cli.dir";

    private PlaywrightDriver() {}

    /**
     * Starts a driver.
     *
     * @param cacheDir where it is unpacked when it is not yet there
     */
    static Playwright start(Path cacheDir) {
        install(cacheDir);
        return Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
                        // A page that closes while it storms with dialogs makes a dismissal fail where nobody catches
                        // it; by default that ends Node, and with it the connection.
                        "NODE_OPTIONS", "--unhandled-rejections=warn",
                        // Browsers keep their profiles below it; swept by BrowserTemp.
                        "TMPDIR", BrowserTemp.folder().toString(),
                        // A font that never comes must not hold up a screenshot: PageReady waits for fonts, with a
                        // limit.
                        "PW_TEST_SCREENSHOT_NO_FONTS_READY", "1")));
    }

    private static synchronized void install(Path cacheDir) {
        if (System.getProperty(DRIVER_DIR) != null || System.getenv("PLAYWRIGHT_DRIVER_DIR") != null) {
            return;
        }
        Path home = cacheDir.toAbsolutePath().resolve("playwright-" + version() + "-" + platform());
        if (!Files.isDirectory(home)) {
            unpack(home);
        }
        System.setProperty(DRIVER_DIR, home.toString());
    }

    private static void unpack(Path home) {
        log.info("unpacking the browser driver to {} (once)", home);
        try {
            Path parent = Files.createDirectories(home.resolveSibling("unpacking"));
            Path fresh = Files.createTempDirectory(parent, "driver-");
            try {
                DriverJar.installDriverTo(fresh);
                publish(fresh, home);
            } finally {
                FileSystemUtils.deleteRecursively(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the browser driver to " + home + ": is the disk full?", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the browser driver is missing from the class path", e);
        }
    }

    /** Whole or not at all: another process may be doing the same. */
    private static void publish(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static String version() {
        String version = Playwright.class.getPackage().getImplementationVersion();
        return version == null ? "unversioned" : version;
    }

    private static String platform() {
        String name = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        return name.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    }
}
