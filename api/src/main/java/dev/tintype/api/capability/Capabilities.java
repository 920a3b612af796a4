package dev.tintype.api.capability;

import dev.tintype.job.JobSpec;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.PluginSpec;
import dev.tintype.json.Json;
import dev.tintype.request.Subtypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be asked for and within which limits.
 *
 * @param types job types, each with what it can make
 * @param presets names of the built-in ones
 * @param devices that pages can be shown as, by the names that {@code page.device} takes
 * @param proxies of the operator's that {@code page.proxy} can name
 * @param plugins that the operator has added, by the names that requests give
 * @param features ways in beside jobs, each with whether this server has it: {@code signed_urls}, {@code pixashot}
 *     ({@code /capture}), {@code pixashot_links} (links to it, signed with the server's secret); and {@code vmaf}, whether
 *     media can be compared by it
 * @param limits by name, sizes in bytes
 * @param mode {@code embedded} or {@code distributed}
 * @param durability what an accepted job survives: {@code strict}, {@code everysec}, {@code none}, {@code unknown}
 * @param versions of the parts
 */
public record Capabilities(
        Map<String, TypeCapability> types,
        List<String> presets,
        List<String> devices,
        List<String> proxies,
        List<String> plugins,
        Map<String, Boolean> features,
        Map<String, Long> limits,
        String mode,
        String durability,
        Map<String, String> versions) {
    /**
     * One job type.
     *
     * @param outputs output kinds, each with the choices it offers: {@code {"screenshot": {"format": ["jpeg", …]}}}
     */
    public record TypeCapability(Map<String, Map<String, List<String>>> outputs) {}

    /** Every job type with its outputs, read from the records that requests are read into. */
    static Map<String, TypeCapability> types(boolean bench, boolean plugins) {
        Map<String, TypeCapability> types = new TreeMap<>();
        Subtypes.of(JobSpec.class).forEach((name, type) -> {
            boolean there = switch (name) {
                case NoopSpec.TYPE -> bench;
                case PluginSpec.TYPE -> plugins;
                default -> true;
            };
            if (there) {
                types.put(name, new TypeCapability(outputs(type)));
            }
        });
        return types;
    }

    private static Map<String, Map<String, List<String>>> outputs(Class<?> spec) {
        Map<String, Map<String, List<String>>> kinds = new TreeMap<>();
        for (RecordComponent component : spec.getRecordComponents()) {
            if (component.getName().equals("outputs")
                    && component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> base) {
                Subtypes.of(base).forEach((kind, type) -> kinds.put(kind, choices(type)));
            }
        }
        return kinds;
    }

    private static Map<String, List<String>> choices(Class<?> output) {
        Map<String, List<String>> choices = new TreeMap<>();
        for (RecordComponent component : output.getRecordComponents()) {
            if (component.getType().isEnum()) {
                choices.put(Json.fieldName(component.getName()), values(component.getType()));
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> one
                    && one.isEnum()) {
                choices.put(Json.fieldName(component.getName()), values(one));
            }
        }
        return choices;
    }

    private static List<String> values(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> Json.mapper().valueToTree(value).asString())
                .toList();
    }
}
