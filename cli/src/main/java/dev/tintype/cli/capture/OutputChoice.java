package dev.tintype.cli.capture;

import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code -o} and {@code --format} mean together. */
final class OutputChoice {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private OutputChoice() {}

    /**
     * The format asked for; else what the file's name says; else PNG, when there is no extension to go by.
     *
     * @throws CommandFailure when the extension is none of ours
     */
    static OutputFormat format(@Nullable OutputFormat asked, @Nullable Path output) {
        if (asked != null) {
            return asked;
        }
        if (output == null || OutputFormat.extension(output).isEmpty()) {
            return OutputFormat.PNG;
        }
        return OutputFormat.of(output)
                .orElseThrow(() -> new CommandFailure(
                        Exit.USAGE,
                        "the name " + output + " does not say what to make",
                        "end it in " + OutputFormat.knownExtensions() + ", or add --format"));
    }

    /**
     * The file to write.
     *
     * @param name what to call it when there is no {@code -o}
     * @throws CommandFailure when it cannot be written there
     */
    static Path target(@Nullable Path output, String name, OutputFormat format) {
        Path target = output == null ? Path.of(name + "." + format.extension()) : output;
        if (isStandardOutput(output)) {
            return target;
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    Exit.USAGE, "there is no folder for " + target, "make it first, or choose another");
        }
        if (Files.isDirectory(target)) {
            throw new CommandFailure(Exit.USAGE, target + " is a folder", "name a file in it");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandFailure(Exit.USAGE, "nothing can be written to " + folder, "choose another folder");
        }
        return target;
    }

    static boolean isStandardOutput(@Nullable Path output) {
        return STANDARD_OUTPUT.equals(output);
    }
}
