package dev.tintype.e2e.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end in one folder and with more environment. */
record Program(List<String> command, Path folder, Map<String, String> environment) {
    private static final int LONGEST_MIN = 10;

    /** What one run said, without the last line's end. */
    record Run(int code, String said) {}

    /** Runs it. */
    Run run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(LONGEST_MIN, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(line + " does not end");
        }
        return new Run(process.exitValue(), said);
    }

    /** Runs it. @throws IllegalStateException with what it said, when it fails */
    String must(String... arguments) throws IOException, InterruptedException {
        Run run = run(List.of(arguments));
        if (run.code() != 0) {
            throw new IllegalStateException(
                    command + " " + List.of(arguments) + " answered " + run.code() + ":\n" + run.said());
        }
        return run.said();
    }
}
