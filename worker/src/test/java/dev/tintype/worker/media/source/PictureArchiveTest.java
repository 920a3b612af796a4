package dev.tintype.worker.media.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void names_are_in_the_order_in_which_people_count() {
        assertThat(Stream.of("b1", "a10", "a2", "a", "a02", "a1", "a2b", "a99999999999999999999", "a100")
                        .sorted(PictureArchive::compare))
                .containsExactly("a", "a1", "a02", "a2", "a2b", "a10", "a100", "a99999999999999999999", "b1");
    }

    @Test
    void too_many_files_are_refused_while_they_are_counted() throws IOException {
        Path zip = folder.resolve("many.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int n = 0; n < 4; n++) {
                out.putNextEntry(new ZipEntry(n + ".png"));
            }
        }

        assertThatThrownBy(() -> new PictureArchive(zip, 1000, 3).unpack())
                .isInstanceOfSatisfying(
                        JobFailure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }
}
