package dev.tintype.cli.decrypt;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.crypt.EncryptedFile;
import dev.tintype.crypt.NotOpened;
import dev.tintype.job.Artifact;
import java.io.BufferedInputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens an artifact that was encrypted for a password or the owner of a key. */
@Command(
        name = "decrypt",
        description = "Open an artifact that was encrypted for a password or a key.",
        sortOptions = false,
        footer = {
            "",
            "Needs no server. Without --password-file and --key it asks for the password. What was changed or cut off",
            "is refused as a whole: no file is written then."
        })
public final class DecryptCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "The artifact as it was downloaded.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "Where to; the artifact's own name beside FILE when left out.")
    private @Nullable Path out;

    @Option(names = "--password-file", paramLabel = "PATH", description = "A file whose first line is the password.")
    private @Nullable Path passwordFile;

    @Option(names = "--key", paramLabel = "PATH", description = "A file with the private JWK.")
    private @Nullable Path key;

    public DecryptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            EncryptedFile encrypted = EncryptedFile.open(in, opener());
            Path to = out == null ? beside(encrypted) : out;
            if (Files.exists(to)) {
                throw new CommandFailure(Exit.USAGE, to + " is there already", "Name another file with --out.");
            }
            write(encrypted, in, to);
            terminal.out().println(to);
            return Exit.OK;
        } catch (NotOpened e) {
            throw new CommandFailure(
                    Exit.FAILED,
                    file + " cannot be opened: " + e.getMessage(),
                    "Give the password with --password-file, or the private JWK with --key.");
        } catch (NoSuchFileException e) {
            throw new CommandFailure(Exit.USAGE, "There is no " + e.getFile(), "See how it is spelled.");
        }
    }

    private EncryptedFile.Opener opener() throws IOException {
        if (key != null) {
            return EncryptedFile.withKey(Files.readString(key, StandardCharsets.UTF_8));
        }
        if (passwordFile != null) {
            String password = Files.readString(passwordFile, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return EncryptedFile.withPassword(password);
        }
        char[] typed = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("Password: "))
                .orElseThrow(() -> new CommandFailure(
                        Exit.USAGE,
                        "There is neither a password nor a key, and nobody to ask",
                        "Give --password-file or --key."));
        return EncryptedFile.withPassword(new String(typed));
    }

    /** The name in the file was not made by whoever reads it. */
    private Path beside(EncryptedFile encrypted) {
        String name = encrypted.header().name();
        String own = file.getFileName().toString();
        String plain = own.endsWith(Artifact.ENCRYPTED_SUFFIX)
                ? own.substring(0, own.length() - Artifact.ENCRYPTED_SUFFIX.length())
                : own + ".decrypted";
        return file.resolveSibling(ArtifactKey.isName(name) ? name : plain);
    }

    private void write(EncryptedFile encrypted, InputStream in, Path to) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".decrypt-", ".part");
        try {
            try (InputStream clear = encrypted.decrypted(in)) {
                Files.copy(clear, part, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new NotOpened("a byte of its content was changed, or its end is missing.", e);
            }
            Files.move(part, to);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
