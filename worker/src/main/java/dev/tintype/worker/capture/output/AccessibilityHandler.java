package dev.tintype.worker.capture.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import dev.tintype.capture.AccessibilityOutput;
import dev.tintype.capture.AccessibilityOutput.Format;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page as assistive technology sees it: Playwright's outline, or the browser's whole tree. */
final class AccessibilityHandler implements CaptureOutputHandler<AccessibilityOutput> {
    private static final String DOING = "being read for assistive technology";

    /** No page that people use is deeper; ends what refers to itself. */
    private static final int MAX_DEPTH = 500;

    @Override
    public List<Rendered> render(AccessibilityOutput output, VisitedPage page) {
        if (output.format() == Format.JSON) {
            return List.of(Rendered.of(
                    output.kindName(),
                    "accessibility",
                    JsonText.EXTENSION,
                    JsonText.MEDIA_TYPE,
                    JsonText.of(tree(page)),
                    Map.of()));
        }
        String outline = page.tab()
                .page()
                .locator("body")
                .ariaSnapshot(new Locator.AriaSnapshotOptions()
                        .setTimeout((double) page.budget().leftMs(DOING)));
        return List.of(
                Rendered.of(output.kindName(), "accessibility", "yaml", "application/yaml", outline + "\n", Map.of()));
    }

    private static JsonObject tree(VisitedPage page) {
        JsonArray nodes = page.tab().send("Accessibility.getFullAXTree").getAsJsonArray("nodes");
        Map<String, JsonObject> byId = new HashMap<>();
        for (JsonElement node : nodes) {
            byId.put(node.getAsJsonObject().get("nodeId").getAsString(), node.getAsJsonObject());
        }
        JsonArray roots = new JsonArray();
        add(nodes.get(0).getAsJsonObject(), byId, roots, 0);
        return roots.get(0).getAsJsonObject();
    }

    /** Adds {@code node} to {@code siblings}, or what is in it when the tree leaves the node itself out. */
    private static void add(JsonObject node, Map<String, JsonObject> byId, JsonArray siblings, int depth) {
        boolean shownItself = depth == 0 || !ignored(node);
        JsonArray children = siblings;
        if (shownItself) {
            JsonObject shown = new JsonObject();
            for (String name : List.of("role", "name", "value", "description")) {
                if (node.has(name) && node.getAsJsonObject(name).has("value")) {
                    shown.add(name, node.getAsJsonObject(name).get("value"));
                }
            }
            if (node.has("properties")) {
                for (JsonElement property : node.getAsJsonArray("properties")) {
                    JsonObject one = property.getAsJsonObject();
                    if (one.getAsJsonObject("value").has("value")) {
                        shown.add(
                                one.get("name").getAsString(),
                                one.getAsJsonObject("value").get("value"));
                    }
                }
            }
            siblings.add(shown);
            children = new JsonArray();
        }
        if (node.has("childIds") && depth < MAX_DEPTH) {
            for (JsonElement id : node.getAsJsonArray("childIds")) {
                JsonObject child = byId.get(id.getAsString());
                if (child != null) {
                    add(child, byId, children, depth + 1);
                }
            }
        }
        if (shownItself && !children.isEmpty()) {
            siblings.get(siblings.size() - 1).getAsJsonObject().add("children", children);
        }
    }

    private static boolean ignored(JsonObject node) {
        return node.has("ignored") && node.get("ignored").getAsBoolean();
    }
}
