package dev.tintype.worker.capture.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class BrowserTempTest {
    @Test
    void only_we_can_look_into_it() throws IOException {
        Path folder = BrowserTemp.folder();

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(BrowserTemp.folder()).isEqualTo(folder);
    }

    @Test
    void what_a_dead_process_left_is_swept_and_what_a_living_one_has_is_not() throws IOException {
        Path ours = BrowserTemp.folder();
        Path left = Files.createTempDirectory("tintype-browsers-999999999-");
        Path profile = Files.createDirectories(left.resolve("profile/Default"));
        Files.writeString(profile.resolve("Cookies"), "secret");
        Path living = Files.createTempDirectory("tintype-browsers-1-");

        BrowserTemp.sweep(ours);

        assertThat(left).doesNotExist();
        assertThat(living).exists();
        assertThat(ours).exists();
        Files.delete(living);
    }
}
