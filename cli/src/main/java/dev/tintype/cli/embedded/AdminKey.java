package dev.tintype.cli.embedded;

import dev.tintype.secret.KeyToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** {@code admin.key} in a data folder (0600): the key with which the command line talks to the server of that folder. */
final class AdminKey {
    private static final String NAME = "admin.key";

    private AdminKey() {}

    /**
     * The key of {@code folder}: the chosen one, else the one kept, else a new one.
     *
     * @param chosen what the operator set, or null
     */
    static String of(Path folder, @Nullable String chosen) {
        if (chosen != null) {
            return chosen;
        }
        String kept = kept(folder);
        return kept.isEmpty() ? KeyToken.create().reveal() : kept;
    }

    /** Keeps {@code key} for the next start and for the command line; called once a server runs with it. */
    static void keep(Path folder, String key) {
        if (!key.equals(kept(folder))) {
            try {
                write(folder.resolve(NAME), key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String kept(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String key) throws IOException {
        Path part = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                NAME,
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, key + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
