package dev.tintype.cli.capture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a capture can be written as, and which file names ask for it. */
public enum OutputFormat {
    PNG("png"),
    JPEG("jpg jpeg"),
    WEBP("webp"),
    PDF("pdf");

    private final String extensions;

    /** @param extensions the usual one first, separated by blanks */
    OutputFormat(String extensions) {
        this.extensions = extensions;
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

    /** {@code .png, .jpg, .jpeg, .webp or .pdf}. */
    static String knownExtensions() {
        String all = Arrays.stream(values())
                .flatMap(format -> format.extensions().stream())
                .map(extension -> "." + extension)
                .collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or" + all.substring(last + 1);
    }
}
