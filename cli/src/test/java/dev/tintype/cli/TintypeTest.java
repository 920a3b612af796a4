package dev.tintype.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TintypeTest {
    private final RecordedTerminal terminal = new RecordedTerminal(false);

    @Test
    void help_lists_every_verb_but_the_launchers_own_errand() {
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out())
                .contains("demo", "up", "capture", "jobs", "job", "doctor", "test", "bench", "fmt")
                .doesNotContain("aot-train");
    }

    @Test
    void every_verb_has_help() {
        Map<String, CommandLine> verbs =
                Tintype.commandLine(terminal.terminal()).getSubcommands();

        for (String verb : verbs.keySet()) {
            RecordedTerminal asked = new RecordedTerminal(false);
            assertThat(asked.run(verb, "--help")).as(verb).isZero();
            assertThat(asked.out()).startsWith("Usage: tintype " + verb);
        }
    }

    @Test
    void the_version_is_told() {
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out()).startsWith("tintype ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "captur", "--no-such-option", "up --port many", "job", "jobs --limit x", "up --port 70000"})
    void a_wrong_command_line_is_one_sentence_and_exit_2(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

        assertThat(terminal.run(arguments)).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).startsWith("tintype: ").hasLineCount(2).doesNotContain("Exception");
    }
}
