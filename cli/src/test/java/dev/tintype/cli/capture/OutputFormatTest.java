package dev.tintype.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.cli.outcome.CommandFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFormatTest {
    @ParameterizedTest
    @CsvSource({
        "shot.png,PNG",
        "a/b.c/shot.JPG,JPEG",
        "shot.jpeg,JPEG",
        "shot.webp,WEBP",
        "page.v2.pdf,PDF",
        "shot.avif,AVIF",
        "notes.md,MARKDOWN",
        "notes.txt,TEXT",
        "page.html,HTML",
        "page.mhtml,MHTML",
        "visit.har,HAR",
        "film.mp4,MP4",
        "film.webm,WEBM",
        "film.gif,GIF",
        "shot,PNG",
        ".png,PNG",
        "-,PNG"
    })
    void the_file_name_says_what_to_make(String file, OutputFormat expected) {
        assertThat(OutputChoice.format(null, Path.of(file))).isEqualTo(expected);
    }

    @Test
    void what_is_asked_for_goes_before_the_name() {
        assertThat(OutputChoice.format(OutputFormat.WEBP, Path.of("shot.png"))).isEqualTo(OutputFormat.WEBP);
        assertThat(OutputChoice.format(OutputFormat.WEBP, Path.of("shot.gif"))).isEqualTo(OutputFormat.WEBP);
    }

    @Test
    void an_extension_that_is_none_of_ours_is_not_guessed_at() {
        assertThatThrownBy(() -> OutputChoice.format(null, Path.of("shot.tga")))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(2);
                    assertThat(failure).hasMessageContaining("shot.tga");
                    assertThat(failure.wayOut())
                            .containsExactly(
                                    "end it in .png, .jpg, .jpeg, .webp, .avif, .pdf, .md, .markdown, .txt, .html, .htm,"
                                            + " .mhtml, .mht, .har, .mp4, .webm or .gif, or add --format");
                });
    }

    @Test
    void without_a_name_the_page_gives_one() {
        assertThat(OutputChoice.target(null, "example.com", OutputFormat.JPEG)).isEqualTo(Path.of("example.com.jpg"));
    }
}
