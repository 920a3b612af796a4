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
     * The key of {@code folder}: the chosen one, else the one kept, else a new one; kept from now on.
     *
     * @param chosen what the operator set, or null
     */
    static String of(Path folder, @Nullable String chosen) {
        Path file = folder.resolve(NAME);
        try {
            String kept = Files.exists(file) ? Files.readString(file).strip() : "";
            if (chosen == null && !kept.isEmpty()) {
                return kept;
            }
            String key = chosen == null ? KeyToken.create().reveal() : chosen;
            if (!key.equals(kept)) {
                write(file, key);
            }
            return key;
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
