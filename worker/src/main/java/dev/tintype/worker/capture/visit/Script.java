package dev.tintype.worker.capture.visit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A JavaScript function of ours that runs in pages, kept in a file beside the class that calls it. */
public final class Script {
    private Script() {}

    /**
     * The text of {@code name}.
     *
     * @param beside the class whose package holds the file
     */
    public static String load(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + beside);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
