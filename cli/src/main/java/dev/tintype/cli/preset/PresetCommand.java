package dev.tintype.cli.preset;

import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Saves what another program's profile means as a preset. */
@Command(
        name = "preset",
        description = "Save a profile of PyProcessor as a preset: tintype preset import profile.json",
        sortOptions = false)
public final class PresetCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "import", description = "Read a profile and save it.")
    private @Nullable Action action;

    @Parameters(index = "1", paramLabel = "FILE", description = "The profile, as JSON.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The preset's name; by the file's when left out.")
    private @Nullable String name;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    /** What can be done. */
    enum Action {
        IMPORT
    }

    public PresetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return switch (Objects.requireNonNull(action)) {
            case IMPORT -> imported();
        };
    }

    private int imported() {
        PyProcessorProfile profile = PyProcessorProfile.of(read());
        if (!profile.refused().isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE, file + " cannot be taken over, and nothing was saved", profile.refused());
        }
        String called = name == null ? nameOfFile() : name;
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            client.savePreset(
                    called,
                    Json.mapper()
                            .createObjectNode()
                            .put("description", "From PyProcessor's " + file.getFileName())
                            .set("request", profile.request()));
        }
        profile.left().forEach(field -> terminal.err().println("left out  " + field));
        terminal.out().println("saved     " + called);
        return Exit.OK;
    }

    private JsonNode read() {
        try {
            return Json.tree(Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailure(Exit.USAGE, file + " cannot be read", "Name a file of JSON.");
        } catch (JacksonException e) {
            throw new CommandFailure(Exit.USAGE, file + " is no JSON", "Name a profile of PyProcessor.");
        }
    }

    private String nameOfFile() {
        return String.valueOf(file.getFileName())
                .replaceFirst("\\.[^.]*$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-");
    }
}
