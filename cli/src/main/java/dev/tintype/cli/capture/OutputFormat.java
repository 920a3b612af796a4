package dev.tintype.cli.capture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a capture can be written as, and which file names ask for it. */
public enum OutputFormat {
    PNG(Kind.SCREENSHOT, "png"),
    JPEG(Kind.SCREENSHOT, "jpg jpeg"),
    WEBP(Kind.SCREENSHOT, "webp"),
    AVIF(Kind.SCREENSHOT, "avif"),
    PDF(Kind.PDF, "pdf"),
    MARKDOWN(Kind.TEXT, "md markdown"),
    TEXT(Kind.TEXT, "txt"),
    HTML(Kind.ARCHIVE, "html htm"),
    MHTML(Kind.ARCHIVE, "mhtml mht"),
    HAR(Kind.ARCHIVE, "har"),
    MP4(Kind.VIDEO, "mp4"),
    WEBM(Kind.VIDEO, "webm"),
    GIF(Kind.VIDEO, "gif");

    private final Kind kind;
    private final String extensions;

    /** @param extensions the usual one first, separated by blanks */
    OutputFormat(Kind kind, String extensions) {
        this.kind = kind;
        this.extensions = extensions;
    }

    /** Formats that take the same options. */
    enum Kind {
        SCREENSHOT,
        PDF,
        TEXT,
        ARCHIVE,
        VIDEO
    }

    Kind kind() {
        return kind;
    }

    private List<String> extensions() {
        return List.of(extensions.split(" "));
    }

    /** The format that the name of {@code file} asks for; empty when its extension is none of ours or missing. */
    public static Optional<OutputFormat> of(Path file) {
        String extension = extension(file);
        return Arrays.stream(values())
                .filter(format -> format.extensions().contains(extension))
                .findFirst();
    }

    /** Lower case, without the dot; empty when {@code file} has none. */
    static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }

    /** The usual extension, without the dot. */
    public String extension() {
        return extensions().getFirst();
    }

    /** The name in options and JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code .png, .jpg, … or .gif}. */
    static String knownExtensions() {
        String all = Arrays.stream(values())
                .flatMap(format -> format.extensions().stream())
                .map(extension -> "." + extension)
                .collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or" + all.substring(last + 1);
    }
}
