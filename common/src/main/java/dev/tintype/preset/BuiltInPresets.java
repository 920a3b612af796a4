package dev.tintype.preset;

import dev.tintype.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The presets every tenant has; those of Pixashot's {@code templates.json} mean here what they mean there. */
public final class BuiltInPresets {
    private static final Map<String, Preset> ALL = new TreeMap<>(Map.of(
            "mobile",
            preset("mobile", "A phone's window, 375 × 667 at two pixels per pixel", """
                    {"type": "capture",
                     "page": {"viewport": {"width": 375, "height": 667}, "scale": 2,
                              "user_agent": {"device": "mobile", "platform": "ios"}}}
                    """),
            "desktop_full",
            preset("desktop_full", "The whole page in a 1920 × 1080 window, sharp", """
                    {"type": "capture",
                     "page": {"viewport": {"width": 1920, "height": 1080}, "scale": 2},
                     "outputs": [{"kind": "screenshot", "format": "png", "full_page": true}]}
                    """),
            "article_pdf",
            preset("article_pdf", "An A4 PDF to read, with backgrounds", """
                    {"type": "capture",
                     "page": {"wait_until": "networkidle", "block": {"media": true}},
                     "outputs": [{"kind": "pdf", "format": "a4", "print_background": true}]}
                    """)));

    static {
        MediaPresets.all().forEach(preset -> ALL.put(preset.name(), preset));
    }

    private BuiltInPresets() {}

    /** In alphabetical order. */
    public static List<Preset> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<Preset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Preset preset(String name, String description, String request) {
        return new Preset(name, description, (ObjectNode) Json.tree(request), null);
    }
}
