package dev.tintype.cli.embedded;

import dev.tintype.seal.SealKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code seal.keys} in a data folder (0600): the keys that seal what Redis keeps, one a line, the one that seals first. */
final class SealKeyFile {
    private static final String NAME = "seal.keys";

    private SealKeyFile() {}

    /**
     * The keys of {@code folder}, with commas between them: the chosen ones, else those kept, else a new one that is kept.
     *
     * @param chosen what the operator set, or null
     */
    static String of(Path folder, @Nullable String chosen) {
        if (chosen != null && !chosen.isBlank()) {
            return chosen;
        }
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            List<String> keys = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            checkWhole(file, keys);
            return String.join(",", keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkWhole(Path file, List<String> keys) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length() < SealKeys.SHORTEST)) {
            throw new StartFailure(
                    file + " is not whole: it opens the secrets that are kept",
                    "bring it back from a backup, or remove it to make a new one and lose those secrets");
        }
    }

    private static void write(Path file) throws IOException {
        byte[] secret = new byte[SealKeys.SHORTEST];
        new SecureRandom().nextBytes(secret);
        Path part = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                NAME,
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, HexFormat.of().formatHex(secret) + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
