package dev.tintype.api.artifact;

import dev.tintype.artifact.Sha256;
import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.job.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP of artifacts, written as it is made: no size limit (Zip64 where it is needed) and nothing kept. What is compressed
 * already is not compressed again; it goes through the deflater's stored blocks, because a stored entry would need its
 * CRC-32 before its bytes.
 */
final class ArtifactZip implements AutoCloseable {
    /** What gets smaller; everything else is a picture, film, sound, font, PDF or archive. */
    private static final Set<String> SMALLER = Set.of(
            "image/svg+xml", "image/bmp", "audio/wav", "application/json", "application/xml", "application/xhtml+xml");

    private final Zip zip;
    private final Map<String, ZipNames> names = new HashMap<>();

    /** {@code out} stays the caller's. */
    ArtifactZip(OutputStream out) {
        this.zip = new Zip(out);
    }

    /**
     * Adds one artifact.
     *
     * @param folder where to, with a slash at its end; empty: none
     * @throws StoreUnavailable when the bytes are not those that were stored: then there must be no whole archive
     */
    void add(String folder, Artifact artifact, Instant time, InputStream content) throws IOException {
        ZipEntry entry = new ZipEntry(
                folder + names.computeIfAbsent(folder, first -> new ZipNames()).safe(artifact.name()));
        entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        zip.setLevel(shrinks(artifact.mediaType()) ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
        zip.putNextEntry(entry);
        MessageDigest sha256 = Sha256.digest();
        byte[] buffer = new byte[64 << 10];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            sha256.update(buffer, 0, read);
            zip.write(buffer, 0, read);
        }
        zip.closeEntry();
        if (!HexFormat.of().formatHex(sha256.digest()).equals(artifact.sha256())) {
            throw new StoreUnavailable("the artifact store gives back other bytes than were stored");
        }
    }

    /** Without this there is no archive: its table of contents comes last. */
    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() {
        zip.giveUp();
    }

    static boolean shrinks(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") || SMALLER.contains(type);
    }

    /** Can be let go without being ended: a table of contents would make half an archive look whole. */
    private static final class Zip extends ZipOutputStream {
        Zip(OutputStream out) {
            super(out);
        }

        void giveUp() {
            def.end();
        }
    }
}
