package dev.tintype.worker.capture.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserFinderTest {
    @TempDir
    Path folder;

    @Test
    void the_setting_wins() throws IOException {
        Path mine = program(folder.resolve("mine"));
        program(folder.resolve("bin/chromium-headless-shell"));

        assertThat(finder("bin").find(mine)).isEqualTo(mine);
    }

    @Test
    void a_setting_that_names_nothing_says_so_instead_of_taking_another() throws IOException {
        program(folder.resolve("bin/chromium-headless-shell"));

        assertThatThrownBy(() -> finder("bin").find(folder.resolve("nothing")))
                .isInstanceOf(BrowserNotFound.class)
                .hasMessageContaining("TINTYPE_BROWSER_EXECUTABLE")
                .hasMessageContaining("nothing");
    }

    @Test
    void the_path_is_searched_and_what_cannot_be_run_is_passed_over() throws IOException {
        Files.createDirectories(folder.resolve("one"));
        Files.createFile(folder.resolve("one/chrome-headless-shell"));
        Path found = program(folder.resolve("two/chrome-headless-shell"));

        assertThat(finder("one", "two").find(null)).isEqualTo(found);
    }

    @Test
    void the_newest_that_playwright_installed_is_taken_from_where_it_was_told_to_install() throws IOException {
        program(folder.resolve("pw/chromium_headless_shell-999/chrome-linux/headless_shell"));
        Path newest = program(folder.resolve("pw/chromium_headless_shell-1200/chrome-linux/headless_shell"));

        Path found = new BrowserFinder(
                        Map.of("PLAYWRIGHT_BROWSERS_PATH", folder.resolve("pw").toString()), List.of())
                .find(null);

        assertThat(found).isEqualTo(newest);
    }

    @Test
    void nothing_anywhere_says_what_to_install_and_what_to_set() {
        assertThatThrownBy(() -> new BrowserFinder(Map.of("HOME", folder.toString()), List.of()).find(null))
                .isInstanceOf(BrowserNotFound.class)
                .hasMessageContaining("apt install chromium-headless-shell")
                .hasMessageContaining("TINTYPE_BROWSER_EXECUTABLE");
    }

    private BrowserFinder finder(String... path) {
        String joined = Stream.of(path)
                .map(name -> folder.resolve(name).toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new BrowserFinder(Map.of("PATH", joined), List.of());
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return file;
    }
}
