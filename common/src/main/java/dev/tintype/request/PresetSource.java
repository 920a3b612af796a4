package dev.tintype.request;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where the presets are that a request may name. */
@FunctionalInterface
public interface PresetSource {
    /** Has none. */
    PresetSource NONE = _ -> Optional.empty();

    /** The partial request of that name; the caller leaves it as it is. */
    Optional<ObjectNode> find(String name);
}
