package dev.tintype.preset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A named partial request.
 *
 * @param description what it is for, or null
 * @param request what it fills in; not to be changed
 * @param updatedAt when it was saved; null: it is built in
 */
public record Preset(
        String name,
        @Nullable String description,
        ObjectNode request,
        @Nullable Instant updatedAt) {
    /** Whether it is the product's own and cannot be changed. */
    public boolean builtIn() {
        return updatedAt == null;
    }
}
