package dev.tintype.cli.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a server. */
public final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:TINTYPE_URL}",
            description = "The server to talk to (TINTYPE_URL). Without one: the server that runs on the data folder.")
    private @Nullable String server;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:TINTYPE_KEY}",
            description = "The API key (TINTYPE_KEY). For the data folder's own server its admin.key is used.")
    private @Nullable String key;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TINTYPE_DATA_DIR:-.tintype}",
            description = "The data folder (TINTYPE_DATA_DIR; .tintype when left out).")
    private Path dataDir = Path.of(".tintype");

    public @Nullable String server() {
        return blankToNull(server);
    }

    public @Nullable String key() {
        return blankToNull(key);
    }

    public Path dataDir() {
        return dataDir;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
