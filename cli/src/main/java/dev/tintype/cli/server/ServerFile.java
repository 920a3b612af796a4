package dev.tintype.cli.server;

import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * {@code server.json} in a data folder: where the server that runs on it can be reached. {@code tintype up} writes it
 * once it accepts jobs and removes it at its end; after a crash the process number tells that it is stale.
 *
 * @param url base address
 * @param pid the server's process
 */
public record ServerFile(URI url, long pid) {
    private static final String NAME = "server.json";

    /** @throws UncheckedIOException when the folder cannot be written to */
    public void write(Path dataDir) {
        Path part = dataDir.resolve(NAME + ".part");
        try {
            Files.writeString(part, Json.write(this));
            Files.move(part, dataDir.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the file of this server, and only that: a successor may have written its own. */
    public void remove(Path dataDir) {
        try {
            if (read(dataDir).filter(this::equals).isPresent()) {
                Files.deleteIfExists(dataDir.resolve(NAME));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server that runs on {@code dataDir}, if its process is alive. */
    public static Optional<ServerFile> ofLiving(Path dataDir) {
        return read(dataDir)
                .filter(file -> ProcessHandle.of(file.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
    }

    private static Optional<ServerFile> read(Path dataDir) {
        try {
            return Optional.of(Json.read(Files.readString(dataDir.resolve(NAME)), ServerFile.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
