package dev.tintype.worker.media.source;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.probe.Demuxer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a ZIP of pictures. Files get numbers for names, in the order of those in the ZIP as people count ({@code 2} before {@code 10}):
 * nothing of a name reaches the disk, and a link is a file like any other, which is no picture. What may come out is bounded by what
 * comes out, not by what the ZIP says of itself.
 */
public final class PictureArchive {
    private static final int MOST_PICTURES = 20_000;
    private static final int BUFFER = 64 << 10;

    private static final Map<Demuxer, String> ENDINGS = Map.of(
            Demuxer.PNG, "png",
            Demuxer.JPEG, "jpg",
            Demuxer.WEBP, "webp",
            Demuxer.BMP, "bmp",
            Demuxer.TIFF, "tiff");

    private record Packed(String name, Path file) {}

    private final Path zip;
    private final long mostBytes;
    private final int mostPictures;

    /** @param mostBytes of all pictures together, unpacked */
    public PictureArchive(Path zip, long mostBytes) {
        this(zip, mostBytes, MOST_PICTURES);
    }

    PictureArchive(Path zip, long mostBytes, int mostPictures) {
        this.zip = zip;
        this.mostBytes = mostBytes;
        this.mostPictures = mostPictures;
    }

    /**
     * Unpacks beside the ZIP.
     *
     * @return the files' name with a place for the number, which begins at 1
     * @throws JobFailure {@code unsupported_media} when it is no ZIP, or something in it is no picture or another kind of picture;
     *     {@code source_unusable} when names are not to be trusted; {@code limit_exceeded} when it unpacks to too much
     */
    public String unpack() throws IOException {
        List<Packed> packed = new ArrayList<>(files());
        if (packed.isEmpty()) {
            throw new JobFailure(
                    ErrorCode.UNSUPPORTED_MEDIA, "source.image_sequence is no ZIP, or one without files in it.");
        }
        packed.sort(Comparator.comparing(Packed::name, PictureArchive::compare));
        Demuxer kind = kind(packed.getFirst().file(), 1);
        for (int n = 0; n < packed.size(); n++) {
            Demuxer other = kind(packed.get(n).file(), n + 1);
            if (other != kind) {
                throw new JobFailure(
                        ErrorCode.UNSUPPORTED_MEDIA,
                        "Picture 1 of source.image_sequence is " + kind.container() + " and picture " + (n + 1) + " is "
                                + other.container() + "; give pictures of one kind.");
            }
            Files.move(packed.get(n).file(), zip.resolveSibling("picture-%06d.%s".formatted(n + 1, ENDINGS.get(kind))));
        }
        return "picture-%06d." + ENDINGS.get(kind);
    }

    private List<Packed> files() throws IOException {
        List<Packed> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long left = mostBytes;
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String name = entry.getName().replace('\\', '/');
                if (entry.isDirectory() || isNoise(name)) {
                    continue;
                }
                if (List.of(name.split("/", -1)).contains("..") || name.startsWith("/") || !names.add(name)) {
                    throw new JobFailure(
                            ErrorCode.SOURCE_UNUSABLE,
                            "The ZIP has a file whose name leads out of it, or that is there twice.");
                }
                if (files.size() == mostPictures) {
                    throw tooMuch("has more than " + mostPictures + " files");
                }
                Path file = zip.resolveSibling("unpacked-" + files.size());
                left -= copy(entries, file, left);
                files.add(new Packed(name, file));
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, "The ZIP is damaged, encrypted or of an unusual kind", e);
        }
        return files;
    }

    private long copy(InputStream in, Path file, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long sum = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum += read;
                if (sum > most) {
                    throw tooMuch("unpacks to more than " + mostBytes + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
        return sum;
    }

    /** What systems put beside files without being asked. */
    private static boolean isNoise(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/") || last.startsWith(".") || last.equalsIgnoreCase("Thumbs.db");
    }

    private static Demuxer kind(Path file, int number) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(Demuxer.HEAD);
        }
        return Demuxer.of(head)
                .filter(ENDINGS::containsKey)
                .orElseThrow(() -> new JobFailure(
                        ErrorCode.UNSUPPORTED_MEDIA,
                        "File " + number
                                + " of source.image_sequence, by name, is not a PNG, JPEG, WebP, BMP or TIFF."));
    }

    private static JobFailure tooMuch(String why) {
        return new JobFailure(ErrorCode.LIMIT_EXCEEDED, "The ZIP " + why + ".");
    }

    /** Rows of digits by their value, everything else by its letters. */
    static int compare(String one, String other) {
        int a = 0;
        int b = 0;
        while (a < one.length() && b < other.length()) {
            if (digit(one.charAt(a)) && digit(other.charAt(b))) {
                int endA = end(one, a);
                int endB = end(other, b);
                String numberA = one.substring(a, endA).replaceFirst("^0+", "");
                String numberB = other.substring(b, endB).replaceFirst("^0+", "");
                int order = Comparator.comparingInt(String::length)
                        .thenComparing(Comparator.<String>naturalOrder())
                        .compare(numberA, numberB);
                if (order != 0) {
                    return order;
                }
                a = endA;
                b = endB;
            } else if (one.charAt(a) != other.charAt(b)) {
                return Character.compare(one.charAt(a), other.charAt(b));
            } else {
                a++;
                b++;
            }
        }
        int rest = Integer.compare(one.length() - a, other.length() - b);
        return rest == 0 ? one.compareTo(other) : rest;
    }

    private static boolean digit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
