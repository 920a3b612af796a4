package dev.tintype.cli.server;

import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the running server that a command means. */
public final class Servers {
    /** The admin key of a data folder, readable by its owner only. */
    public static final String KEY_FILE = "admin.key";

    private Servers() {}

    /**
     * The server that is named, else the one that runs on the data folder, else none.
     *
     * @throws CommandFailure when one is named wrongly or there is no key for it
     */
    public static Optional<Connection> running(ServerOptions options) {
        Optional<ServerFile> own = ServerFile.ofLiving(options.dataDir());
        String named = options.server();
        if (named == null) {
            return own.map(file -> new Connection(file.url(), key(options, true)));
        }
        URI url = parse(named);
        boolean isOwn =
                own.filter(file -> authority(file.url()).equals(authority(url))).isPresent();
        return Optional.of(new Connection(url, key(options, isOwn)));
    }

    /** @throws CommandFailure when there is none */
    public static Connection require(ServerOptions options) {
        return running(options)
                .orElseThrow(() -> new CommandFailure(
                        Exit.UNREACHABLE,
                        "no server runs on the data folder " + options.dataDir(),
                        "start one with 'tintype up', or name one with --server URL"));
    }

    private static URI parse(String text) {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new CommandFailure(
                    Exit.USAGE, "--server " + text + " is no URL", "for example http://127.0.0.1:8080");
        }
        throw new CommandFailure(
                Exit.USAGE, "--server " + text + " is no http or https URL", "for example http://127.0.0.1:8080");
    }

    private static String authority(URI url) {
        return url.getAuthority().replaceFirst("^localhost(?=:|$)", "127.0.0.1");
    }

    /** The key in the data folder opens the data folder's own server; no other server is ever shown it. */
    private static String key(ServerOptions options, boolean own) {
        String given = options.key();
        if (given != null) {
            return given;
        }
        Path file = options.dataDir().resolve(KEY_FILE);
        try {
            if (own && Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE,
                    "the key file " + file + " cannot be read",
                    "give a key with --key or TINTYPE_KEY");
        }
        throw new CommandFailure(Exit.USAGE, "a key is needed for this server", "give it with --key or TINTYPE_KEY");
    }
}
