package dev.tintype.cli.client;

import dev.tintype.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads server-sent events whose data is one line of JSON (HTML Living Standard, "Server-sent events"). */
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;
    private String seen;

    /** @param seen the last event that came by before */
    EventReader(InputStream body, String seen) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.seen = seen;
    }

    /**
     * Tells {@code onEvent} the data of each event.
     *
     * @return whether it wants more and only the stream has ended
     */
    boolean each(Predicate<JsonNode> onEvent) {
        for (String line = next(); line != null; line = next()) {
            if (line.startsWith("id: ")) {
                seen = line.substring(4);
            } else if (line.startsWith("data: ") && !onEvent.test(Json.tree(line.substring(6)))) {
                return false;
            }
        }
        return true;
    }

    /** The id to go on after; empty when there was none. */
    String seen() {
        return seen;
    }

    /** Everything that is left. */
    String rest() {
        return lines.lines().collect(Collectors.joining("\n"));
    }

    private @Nullable String next() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            return null; // broken off: as if it had ended
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
