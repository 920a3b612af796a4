package dev.tintype.cli;

import dev.tintype.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;

/**
 * What the launcher runs once after a build to record the ahead-of-time cache (JEP 514): a whole embedded server and a
 * whole client, by one small capture. A machine without a browser still records the start.
 */
@Command(name = "aot-train", hidden = true, description = "Record a start for the ahead-of-time cache.")
final class AotTrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    AotTrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Terminal silent = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), terminal.err(), true);
        try {
            Path folder = Files.createTempDirectory("tintype-train-");
            try {
                Path page =
                        Files.writeString(folder.resolve("page.html"), "<!doctype html><title>.</title><h1>Hello</h1>");
                return Tintype.commandLine(silent)
                        .execute(
                                "capture",
                                page.toString(),
                                "--data-dir",
                                folder.resolve("none").toString(),
                                "-o",
                                folder.resolve("page.png").toString());
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
