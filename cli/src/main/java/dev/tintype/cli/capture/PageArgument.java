package dev.tintype.cli.capture;

import dev.tintype.capture.CaptureSource;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command's {@code PAGE} argument means: a URL, an HTML file, or {@code -} for HTML on standard input. A bare
 * host name gets its scheme added, as in a browser's address bar.
 *
 * @param name what a file made of it may be called, without extension
 */
record PageArgument(CaptureSource source, String name) {
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://.*");
    private static final Pattern HOST = Pattern.compile(
            "^(localhost|[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+|\\[[0-9A-Fa-f:.]+])(:\\d+)?([/?#].*)?$");
    /** Loopback has no certificates; everything else is asked over TLS. */
    private static final Pattern LOOPBACK =
            Pattern.compile("^(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/?#].*)?$");

    /** The server's own limit for html, in bytes. */
    private static final int MAX_HTML = 10 * 1024 * 1024;

    /**
     * Reads the argument, and the file it names.
     *
     * @param baseUrl what relative links of a file resolve against, or null
     * @throws CommandFailure when it is nothing that can be captured
     */
    static PageArgument read(String argument, @Nullable String baseUrl, InputStream standardInput) {
        if (argument.equals("-")) {
            return html(standardInput, "standard input", "capture", baseUrl);
        }
        Optional<Path> file = file(argument);
        if (file.isPresent()) {
            return ofFile(file.get(), baseUrl);
        }
        if (baseUrl != null) {
            throw usage("--base-url goes with a file or -, not with a URL", "leave it out");
        }
        Matcher scheme = SCHEME.matcher(argument);
        if (scheme.matches()) {
            return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
                case "http", "https" -> new PageArgument(CaptureSource.ofUrl(argument), nameOf(argument));
                case "file" ->
                    throw usage("file: URLs are not captured", "give the file's path instead, without file://");
                default ->
                    throw usage(scheme.group(1) + ": is not a scheme that can be captured", "only http and https are");
            };
        }
        if (!HOST.matcher(argument).matches()
                || argument.toLowerCase(Locale.ROOT).endsWith(".html")) {
            throw usage("there is no file " + argument, "give a URL, an existing HTML file, or - for standard input");
        }
        String url = (LOOPBACK.matcher(argument).matches() ? "http://" : "https://") + argument;
        return new PageArgument(CaptureSource.ofUrl(url), nameOf(url));
    }

    private static Optional<Path> file(String argument) {
        try {
            return Optional.of(Path.of(argument)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static PageArgument ofFile(Path file, @Nullable String baseUrl) {
        if (Files.isDirectory(file)) {
            throw usage(file + " is a folder", "give an HTML file in it");
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.x?html?$", "");
        try (InputStream bytes = Files.newInputStream(file)) {
            return html(bytes, file.toString(), name.isEmpty() ? "capture" : name, baseUrl);
        } catch (IOException e) {
            throw usage(file + " cannot be read", "check its permissions");
        }
    }

    private static PageArgument html(InputStream input, String what, String name, @Nullable String baseUrl) {
        try {
            byte[] bytes = input.readNBytes(MAX_HTML + 1);
            if (bytes.length > MAX_HTML) {
                throw usage(
                        what + " is larger than 10 MiB, the most HTML a job may carry", "capture it by URL instead");
            }
            if (bytes.length == 0) {
                throw usage(what + " is empty", "give some HTML");
            }
            String html = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new PageArgument(new CaptureSource(null, html, baseUrl, null), name);
        } catch (CharacterCodingException e) {
            throw usage(what + " is not text in UTF-8", "convert it, for example with iconv");
        } catch (IOException e) {
            throw usage(what + " cannot be read", "try again");
        }
    }

    /** {@code https://example.com/a/b?q} → {@code example.com-a-b}. */
    private static String nameOf(String url) {
        String rest =
                url.replaceFirst("^[^/]*//", "").replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        String name = rest.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return name.substring(0, Math.min(name.length(), 80));
    }

    private static CommandFailure usage(String message, String wayOut) {
        return new CommandFailure(Exit.USAGE, message, wayOut);
    }
}
