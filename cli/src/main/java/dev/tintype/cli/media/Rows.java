package dev.tintype.cli.media;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.terminal.ProgressBoard;
import dev.tintype.cli.terminal.Words;
import java.util.List;

/**
 * A line for each kind of output. They move together, since one decode makes them all, and end each with its own files.
 *
 * @param kinds in the order of the board's lines
 */
record Rows(ProgressBoard board, List<String> kinds) {
    void say(String state) {
        for (int row = 0; row < kinds.size(); row++) {
            board.update(row, state, null);
        }
    }

    void show(JobView job) {
        for (int row = 0; row < kinds.size(); row++) {
            board.update(row, job.state(), job.progress());
        }
    }

    void finish(JobView job) {
        for (int row = 0; row < kinds.size(); row++) {
            String kind = kinds.get(row);
            board.finish(
                    row,
                    true,
                    facts(job.artifacts().stream()
                            .filter(artifact -> artifact.kind().equals(kind))
                            .toList()));
        }
    }

    void clear() {
        board.clear();
    }

    /** {@code poster.jpg, 48.2 kB}, or {@code 7 files, 1.3 MB}. */
    static String facts(List<ArtifactView> artifacts) {
        String what = artifacts.size() == 1 ? artifacts.getFirst().name() : artifacts.size() + " files";
        return what + ", "
                + Words.bytes(artifacts.stream().mapToLong(ArtifactView::bytes).sum());
    }
}
