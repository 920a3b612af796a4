package dev.tintype.worker.capture.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code chrome-headless-shell}: the setting first, then the PATH, the folders packages install to, and the cache
 * of Playwright's own installer. Full Chromium is not taken: a capture costs four to six times as much on it.
 */
public final class BrowserFinder {
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chrome-headless-shell", "headless_shell");
    private static final List<String> FOLDERS = List.of(
            "/usr/bin", "/usr/local/bin", "/usr/lib/chromium", "/opt/chrome-headless-shell", "/opt/homebrew/bin");
    private static final int CACHE_DEPTH = 3;

    private final Map<String, String> environment;
    private final List<String> folders;

    public BrowserFinder() {
        this(System.getenv(), FOLDERS);
    }

    /** @param folders where to look when the PATH has none */
    BrowserFinder(Map<String, String> environment, List<String> folders) {
        this.environment = Map.copyOf(environment);
        this.folders = List.copyOf(folders);
    }

    /**
     * Where the browser is.
     *
     * @param configured what the setting names; null: nothing
     * @throws BrowserNotFound saying what to install or set
     */
    public Path find(@Nullable Path configured) {
        if (configured != null) {
            if (!isProgram(configured)) {
                throw new BrowserNotFound("tintype.browser.executable (TINTYPE_BROWSER_EXECUTABLE) names " + configured
                        + ", which is not a program that can be run");
            }
            return configured.toAbsolutePath();
        }
        return Stream.concat(inFolders(), inPlaywrightCache().stream())
                .filter(BrowserFinder::isProgram)
                .findFirst()
                .orElseThrow(() -> new BrowserNotFound(
                        "no chrome-headless-shell found. Install it (Debian, Ubuntu: apt install chromium-headless-shell;"
                                + " elsewhere: npx playwright install chromium-headless-shell) or name it in"
                                + " TINTYPE_BROWSER_EXECUTABLE"));
    }

    private Stream<Path> inFolders() {
        List<String> all = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                all.add(folder);
            }
        }
        all.addAll(folders);
        return all.stream().flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    }

    /** The newest that {@code playwright install} left: {@code chromium_headless_shell-<revision>/<platform>/<name>}. */
    private Optional<Path> inPlaywrightCache() {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return Stream.of(
                        environment.getOrDefault("PLAYWRIGHT_BROWSERS_PATH", ""),
                        home + "/.cache/ms-playwright",
                        home + "/Library/Caches/ms-playwright")
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(BrowserFinder::shells)
                .max(Comparator.comparingInt(BrowserFinder::revision));
    }

    private static Stream<Path> shells(Path cache) {
        try (Stream<Path> files = Files.walk(cache, CACHE_DEPTH)) {
            return files
                    .filter(file -> NAMES.contains(String.valueOf(file.getFileName())))
                    .filter(BrowserFinder::isProgram)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search " + cache, e);
        }
    }

    private static int revision(Path program) {
        for (Path part : program) {
            String name = part.toString();
            if (name.matches("chromium_headless_shell-\\d{1,9}")) {
                return Integer.parseInt(name.substring(name.indexOf('-') + 1));
            }
        }
        return 0;
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
