package dev.tintype.e2e.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with copies of our scripts and stand-ins for the programs that they call. */
final class Sandbox {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LIMIT_S = 60;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    Sandbox(Path folder) {
        this.folder = folder;
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
    }

    /**
     * How a script ended.
     *
     * @param said both streams
     */
    record Outcome(int exitCode, String said) {}

    /** Copies one of our scripts; each pair of {@code replacements} changes a path of the machine to one in here. */
    Sandbox copy(String script, String... replacements) throws IOException {
        String text = Files.readString(ROOT.resolve(script));
        for (int pair = 0; pair < replacements.length; pair += 2) {
            if (!text.contains(replacements[pair])) {
                throw new IllegalArgumentException(script + " has no " + replacements[pair]);
            }
            text = text.replace(replacements[pair], replacements[pair + 1]);
        }
        write(script, text);
        return this;
    }

    /** Writes a program; the shell's own first line is added. */
    Sandbox program(String path, String body) throws IOException {
        write(path, "#!/bin/sh\n" + body + "\n");
        return this;
    }

    Path file(String path) {
        return folder.resolve(path);
    }

    Sandbox with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What the stand-ins noted in {@code calls}; empty when nothing was. */
    String calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    Outcome run(String... command) {
        try {
            return end(start(command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts without waiting; {@link #end} waits. */
    Run start(String... command) throws IOException {
        Path said = Files.createTempFile(folder, "said-", ".txt");
        command[0] = folder.resolve(command[0]).toString();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Run(builder.start(), said);
    }

    record Run(Process process, Path said) {}

    Outcome end(Run run) {
        try {
            if (!run.process().waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                run.process().destroyForcibly();
                throw new AssertionError("does not end: " + Files.readString(run.said()));
            }
            return new Outcome(run.process().exitValue(), Files.readString(run.said()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
