package dev.tintype.cli.config;

import dev.tintype.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files for web servers that stand before the api: on standard output, complete, nothing to fill in. */
@Command(
        name = "config",
        description = "Print the settings of a web server that stands before the api: TLS, forwarding, packages.",
        sortOptions = false,
        footer = {
            "",
            "tintype config nginx --name shots.example --certificate /etc/tls/shots.pem --key /etc/tls/shots.key"
        })
public final class ConfigCommand implements Callable<Integer> {
    /** Nothing that ends a word or begins something else in any of the three languages. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/@%+*,\\[\\]-]+");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SERVER", description = "nginx, caddy or apache.")
    private Server server = Server.NGINX;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The host name that callers use.")
    private String name = "";

    @Option(names = "--certificate", required = true, paramLabel = "FILE", description = "Its certificate, as PEM.")
    private String certificate = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The certificate's key, as PEM.")
    private String key = "";

    @Option(
            names = "--upstream",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "Where the api listens (127.0.0.1:8080).")
    private String upstream = "";

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "As whom the api sees the web server (127.0.0.1); told in the file's head.")
    private String proxy = "";

    @Option(
            names = "--media",
            paramLabel = "FOLDER",
            description = "Also serve HLS and DASH packages from this folder, below /media/.")
    private @Nullable String media;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            defaultValue = "*",
            description = "Whose players may read the packages, such as https://shop.example (*: all).")
    private String origin = "";

    /** Web servers that there are settings for. */
    enum Server {
        NGINX,
        CADDY,
        APACHE
    }

    public ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String whole = switch (server) {
            case NGINX -> (media == null ? "" : text("nginx-map.conf")) + text("nginx.conf");
            case CADDY -> text("Caddyfile");
            case APACHE -> text("apache.conf");
        };
        String packages = media == null ? "" : text(mediaFile()).replace("{{media}}", word("--media", trimmed(media)));
        terminal.out()
                .print(whole.replace("{{media}}", packages)
                        .replace("{{name}}", word("--name", name))
                        .replace("{{certificate}}", word("--certificate", certificate))
                        .replace("{{key}}", word("--key", key))
                        .replace("{{upstream}}", word("--upstream", upstream))
                        .replace("{{proxy}}", word("--proxy", proxy))
                        .replace("{{origin}}", word("--origin", origin)));
        return 0;
    }

    private String mediaFile() {
        return switch (server) {
            case NGINX -> "nginx-media.conf";
            case CADDY -> "Caddyfile-media";
            case APACHE -> "apache-media.conf";
        };
    }

    private static String trimmed(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private String word(String option, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " may hold letters, digits and . _ : / @ % + * , [ ] - only, because it becomes part of a"
                            + " configuration file: " + value);
        }
        return value;
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(ConfigCommand.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
