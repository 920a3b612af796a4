package dev.tintype.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.RecordedTerminal;
import dev.tintype.job.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
    @Test
    void a_terminal_sees_the_line_redrawn_in_place() {
        RecordedTerminal recorded = new RecordedTerminal(true);
        ProgressBoard board = new ProgressBoard(recorded.terminal(), List.of("page"));

        board.update(0, "queued", null);
        board.update(0, "running", Progress.of(40, "wait"));

        assertThat(recorded.err().lines())
                .containsExactly(
                        "\u001b[2K  page  ░░░░░░░░░░░░░░░░░░░░   0 %  queued",
                        "\u001b[1A", "\u001b[2K  page  ████████░░░░░░░░░░░░  40 %  wait");
        assertThat(recorded.out()).isEmpty();
    }

    @Test
    void several_jobs_have_a_line_each() {
        RecordedTerminal recorded = new RecordedTerminal(true);
        ProgressBoard board = new ProgressBoard(recorded.terminal(), List.of("desktop", "phone"));

        board.update(1, "running", Progress.of(100, "store"));

        assertThat(recorded.err().lines())
                .containsExactly(
                        "\u001b[2K  desktop  ░░░░░░░░░░░░░░░░░░░░   0 %  waiting",
                        "\u001b[2K  phone    ████████████████████ 100 %  store");
    }

    @Test
    void a_cleared_board_leaves_nothing_behind() {
        RecordedTerminal recorded = new RecordedTerminal(true);
        ProgressBoard board = new ProgressBoard(recorded.terminal(), List.of("page"));

        board.update(0, "queued", null);
        board.clear();
        board.clear();

        assertThat(recorded.err()).endsWith("queued\n\u001b[1A\r\u001b[J");
    }

    @Test
    void elsewhere_nothing_is_drawn_but_the_end_of_each_line() {
        RecordedTerminal recorded = new RecordedTerminal(false);
        ProgressBoard board = new ProgressBoard(recorded.terminal(), List.of("page"));

        board.update(0, "running", Progress.of(40, "wait"));
        assertThat(recorded.err()).isEmpty();

        board.finish(0, true, "done");
        board.clear();
        assertThat(recorded.err()).isEqualTo("✓ page  done\n");
    }

    @Test
    void a_line_never_wraps() {
        RecordedTerminal recorded = new RecordedTerminal(true);
        ProgressBoard board = new ProgressBoard(recorded.terminal(), List.of("x".repeat(200)));

        board.update(0, "queued", null);

        assertThat(recorded.err().strip().replace("\u001b[2K", "")).hasSize(79).endsWith("…");
    }
}
