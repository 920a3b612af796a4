package dev.tintype.cli.demo;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.terminal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code index.html} beside the captures: shows them, with sizes and times, by relative links. */
final class Gallery {
    private Gallery() {}

    /**
     * A file in the folder and how it came about.
     *
     * @param took of the whole visit
     */
    record Piece(Shot.Output output, ArtifactView artifact, Duration took) {
        String facts() {
            String size = artifact.fact("width") > 0
                    ? artifact.fact("width") + " × " + artifact.fact("height") + " · "
                    : artifact.fact("pages") > 0 ? artifact.fact("pages") + " pages · " : "";
            return size + Words.bytes(artifact.bytes());
        }
    }

    /**
     * Writes the page.
     *
     * @param total from the first job handed in to the last file written
     * @throws UncheckedIOException when it cannot be written
     */
    static Path write(Path folder, List<Piece> pieces, Film film, Duration total) {
        try {
            StringBuilder cards = new StringBuilder();
            for (Piece piece : pieces) {
                cards.append(card(piece));
            }
            cards.append(resource("gallery-film.html")
                    .replace("{{facts}}", film.facts())
                    .replace("{{took}}", Words.duration(film.took())));
            String page = resource("gallery.html")
                    .replace("{{cards}}", cards)
                    .replace(
                            "{{count}}",
                            Integer.toString(pieces.size() + film.files().size()))
                    .replace("{{total}}", Words.duration(total));
            return Files.writeString(folder.resolve("index.html"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String card(Piece piece) throws IOException {
        String file = piece.output().file();
        boolean paper = file.endsWith(".pdf");
        return resource(paper ? "gallery-paper.html" : "gallery-picture.html")
                .replace("{{file}}", file)
                .replace("{{kind}}", file.substring(0, file.indexOf('.')))
                .replace("{{title}}", piece.output().title())
                .replace("{{about}}", piece.output().about())
                .replace("{{facts}}", piece.facts())
                .replace("{{took}}", Words.duration(piece.took()));
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Gallery.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
