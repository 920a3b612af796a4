package dev.tintype.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Runs other programs for a moment and reads what they say. */
final class Programs {
    private Programs() {}

    /**
     * How a run ended.
     *
     * @param ended whether it started, and ended by itself in time
     * @param output both streams
     */
    record Outcome(boolean ended, int exitCode, String output) {
        boolean good() {
            return ended && exitCode == 0;
        }

        /** The first line that is not blank. */
        String firstLine() {
            return output.lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("")
                    .strip();
        }
    }

    /** Runs {@code command}; one that takes longer than {@code limit} is ended. */
    static Outcome run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("tintype-doctor-", ".txt");
            try {
                return run(command, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Outcome(false, -1, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static Outcome run(List<String> command, Duration limit, Path output)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Outcome(ended, ended ? process.exitValue() : -1, said);
    }
}
