package dev.tintype.egress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operator's proxies, by name. Immutable. */
public final class Upstreams {
    private static final Upstreams NONE = new Upstreams(Map.of());

    private final Map<String, Upstream> byName;

    /** @param byName proxies by the names that requests use */
    public Upstreams(Map<String, Upstream> byName) {
        this.byName = new TreeMap<>(byName);
    }

    public static Upstreams none() {
        return NONE;
    }

    /** What requests may ask for, in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The one of that name; empty for none, and for a name that nobody has. */
    public Optional<Upstream> named(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(byName.get(name));
    }
}
