package dev.tintype.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Writes a body to a file so that nobody ever sees half of it: beside the target first, then renamed over it. */
final class Download {
    private Download() {}

    /** @throws IOException also when the body's digest is not {@code sha256}; an empty one is not checked */
    static void store(InputStream body, String sha256, Path target) throws IOException {
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
        MessageDigest digest = sha256();
        try {
            try (OutputStream file = Files.newOutputStream(part);
                    InputStream hashed = new DigestInputStream(body, digest)) {
                hashed.transferTo(file);
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!sha256.isEmpty() && !actual.equals(sha256)) {
                throw new IOException("the download is damaged: its SHA-256 is not the one the server named");
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
