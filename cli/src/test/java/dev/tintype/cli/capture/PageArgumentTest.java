package dev.tintype.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.capture.CaptureSource;
import dev.tintype.cli.outcome.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageArgumentTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a/b?q=1,https://example.com/a/b?q=1,example.com-a-b",
        "HTTP://example.com/,HTTP://example.com/,example.com",
        "example.com,https://example.com,example.com",
        "example.com/docs#top,https://example.com/docs#top,example.com-docs",
        "localhost:3000/x,http://localhost:3000/x,localhost-3000-x",
        "127.0.0.1:8000,http://127.0.0.1:8000,127.0.0.1-8000",
        "[::1]:9000/,http://[::1]:9000/,-1-9000"
    })
    void an_address_is_read_as_an_address_bar_reads_it(String argument, String url, String name) {
        PageArgument page = read(argument);

        assertThat(page.source()).isEqualTo(CaptureSource.ofUrl(url));
        assertThat(page.name().replaceAll("^-+", "-")).isEqualTo(name);
    }

    @Test
    void an_existing_file_is_html() throws IOException {
        Path file = Files.writeString(folder.resolve("report.HTML"), "<h1>Grüße</h1>");

        assertThat(read(file.toString())).isEqualTo(new PageArgument(CaptureSource.ofHtml("<h1>Grüße</h1>"), "report"));
    }

    @Test
    void a_dash_is_standard_input() {
        InputStream input = new ByteArrayInputStream("<p>x".getBytes(StandardCharsets.UTF_8));

        assertThat(PageArgument.read("-", "https://example.com/", input).source())
                .isEqualTo(new CaptureSource(null, "<p>x", "https://example.com/", null));
    }

    @ParameterizedTest
    @CsvSource({
        "missing.html,there is no file missing.html",
        "file:///etc/passwd,file: URLs are not captured",
        "ftp://example.com/a,ftp: is not a scheme that can be captured",
        "what is this,there is no file what is this"
    })
    void anything_else_is_refused_with_a_way_out(String argument, String message) {
        assertThatThrownBy(() -> read(argument))
                .hasMessage(message)
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(2);
                    assertThat(failure.wayOut()).isNotEmpty();
                });
    }

    @Test
    void folders_empty_files_and_other_encodings_are_refused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.html"));
        Path latin1 = Files.write(folder.resolve("latin1.html"), new byte[] {'a', (byte) 0xe4, 'b'});

        assertThatThrownBy(() -> read(folder.toString())).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> read(empty.toString())).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(latin1.toString())).hasMessageContaining("not text in UTF-8");
    }

    @Test
    void more_html_than_a_job_may_carry_is_refused_here() throws IOException {
        Path large = Files.write(folder.resolve("large.html"), new byte[10 * 1024 * 1024 + 1]);

        assertThatThrownBy(() -> read(large.toString())).hasMessageContaining("larger than 10 MiB");
    }

    private static PageArgument read(String argument) {
        return PageArgument.read(argument, null, InputStream.nullInputStream());
    }
}
