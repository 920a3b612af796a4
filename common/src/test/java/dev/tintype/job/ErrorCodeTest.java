package dev.tintype.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void the_table_in_the_documentation_lists_every_code_as_it_is() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "errors.md"));
        String table = page.substring(0, page.indexOf("\n## "));

        assertThat(table.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorCodeTest::row)
                        .toList());
    }

    private static String row(ErrorCode code) {
        return "| `" + code.wireName() + "` | " + code.title() + " | "
                + (code.blame() == ErrorCode.Blame.TARGET ? "the page" : "Tintype") + " | "
                + (code.retryable() ? "yes" : "no") + " |";
    }
}
