package dev.tintype.cli.server;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.cli.embedded.StartFailure;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.FfmpegNotUsable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A server for the length of one command: a running one, or an embedded one on a data folder of its own that goes with
 * it, so that calls side by side do not meet. Closing twice is harmless.
 */
public final class ServerSession implements AutoCloseable {
    private final Connection connection;
    private final @Nullable EmbeddedServer embedded;
    private final @Nullable Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ServerSession(Connection connection, @Nullable EmbeddedServer embedded, @Nullable Path folder) {
        this.connection = connection;
        this.embedded = embedded;
        this.folder = folder;
    }

    /** @throws CommandFailure when no server runs and none can be started */
    public static ServerSession open(ServerOptions options) {
        Optional<Connection> running = Servers.running(options);
        return running.isPresent()
                ? new ServerSession(running.get(), null, null)
                : embedded(Map.of("tintype.slots.capture", "1"));
    }

    /**
     * Starts a server for this session alone.
     *
     * @param properties its settings {@code tintype.*}
     * @throws CommandFailure when it cannot be started
     */
    public static ServerSession embedded(Map<String, String> properties) {
        Path folder = temporaryFolder();
        try {
            EmbeddedServer server = EmbeddedServer.start(new EmbeddedOptions(folder, 0, properties));
            return new ServerSession(new Connection(server.url(), server.adminKey()), server, folder);
        } catch (StartFailure e) {
            delete(folder);
            throw new CommandFailure(Exit.UNREACHABLE, String.valueOf(e.getMessage()), e.wayOut());
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    /**
     * The FFmpeg of the session's own server.
     *
     * @throws CommandFailure when there is none that starts
     */
    public Ffmpeg ffmpeg() {
        if (embedded == null) {
            throw new IllegalStateException("another's server");
        }
        try {
            return embedded.ffmpeg();
        } catch (FfmpegNotUsable e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE, String.valueOf(e.getMessage()), "'tintype doctor' tells what else is missing");
        }
    }

    /** Whether the server is this session's own. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    @Override
    public void close() {
        if (embedded == null || folder == null || !closed.compareAndSet(false, true)) {
            return;
        }
        embedded.close();
        delete(folder);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tintype-");
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE,
                    "no temporary folder can be made in " + System.getProperty("java.io.tmpdir"),
                    "free some space there, or start a server with 'tintype up --data-dir DIR'");
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
