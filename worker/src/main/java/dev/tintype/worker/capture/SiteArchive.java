package dev.tintype.worker.capture;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.SiteFile;
import dev.tintype.worker.capture.visit.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ZIP with a page and its files into memory; nothing is written anywhere, so a name can lead nowhere. What may be in
 * one is bounded by what comes out of it, not by what it says of itself.
 */
final class SiteArchive {
    private static final String INDEX = "index.html";

    private final int maxFiles;
    private final long maxBytes;

    SiteArchive() {
        this(2_000, 128L << 20);
    }

    /**
     * With limits.
     *
     * @param maxBytes of all files together, unpacked
     */
    SiteArchive(int maxFiles, long maxBytes) {
        this.maxFiles = maxFiles;
        this.maxBytes = maxBytes;
    }

    /**
     * The page in {@code zip}: its {@code index.html}, in the outermost folder or in the one that holds everything.
     *
     * @throws JobFailure {@code source_unusable} when there is none or names are not to be trusted, {@code limit_exceeded} when
     *     it unpacks to too much
     * @throws IOException when the stream fails
     */
    Target.Given read(InputStream zip, @Nullable String baseUrl) throws IOException {
        Map<String, byte[]> files = unpack(zip);
        String folder = folderOfIndex(files)
                .orElseThrow(() -> unusable("has no index.html in its outermost folder; put the page there"));
        Map<String, SiteFile> site = new HashMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith(folder)) {
                String inside = name.substring(folder.length());
                site.put(inside, SiteFile.of(inside, content));
            }
        });
        byte[] index = files.get(folder + INDEX);
        return new Target.Given(UploadedPages.text(index == null ? new byte[0] : index, "text/html"), baseUrl, site);
    }

    private Map<String, byte[]> unpack(InputStream zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long left = maxBytes;
        try (ZipInputStream entries = new ZipInputStream(zip)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = safe(entry.getName());
                byte[] content = entries.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
                left -= content.length;
                if (left < 0) {
                    throw tooMuch("unpacks to more than " + maxBytes + " bytes");
                }
                if (name.startsWith("__MACOSX/")) {
                    continue; // what one system adds beside every file
                }
                if (files.putIfAbsent(name, content) != null) {
                    throw unusable("has " + name + " twice");
                }
                if (files.size() > maxFiles) {
                    throw tooMuch("has more than " + maxFiles + " files");
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, "The ZIP is damaged, encrypted or of an unusual kind", e);
        }
        return files;
    }

    /** A path below the folder it is in, with forward slashes. */
    private static String safe(String name) {
        String path = name.replace('\\', '/');
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.indexOf('\0') >= 0) {
                throw unusable("has a file whose name leads out of it");
            }
            if (!part.equals(".")) {
                parts.add(part);
            }
        }
        String clean = String.join("/", parts);
        if (clean.startsWith("/") || clean.matches("[A-Za-z]:.*")) {
            throw unusable("has a file whose name leads out of it");
        }
        return clean;
    }

    private static Optional<String> folderOfIndex(Map<String, byte[]> files) {
        if (files.containsKey(INDEX)) {
            return Optional.of("");
        }
        List<String> tops = files.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .distinct()
                .toList();
        return tops.size() == 1 && files.containsKey(tops.getFirst() + INDEX)
                ? Optional.of(tops.getFirst())
                : Optional.empty();
    }

    private static JobFailure unusable(String why) {
        return new JobFailure(ErrorCode.SOURCE_UNUSABLE, "The ZIP " + why);
    }

    private static JobFailure tooMuch(String why) {
        return new JobFailure(ErrorCode.LIMIT_EXCEEDED, "The ZIP " + why);
    }
}
