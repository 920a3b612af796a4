package dev.tintype.capture;

import dev.tintype.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that pages can be shown as. The list is data: {@code devices.json}, most of it Playwright's
 * ({@code deviceDescriptorsSource.json}, Apache-2.0).
 *
 * @param width of the part of its screen that shows the page, upright, in CSS pixels
 * @param userAgent with {@code {chrome}} where the version of the real browser belongs; null: the browser's own
 */
public record Device(
        String name,
        int width,
        int height,
        double scale,
        boolean mobile,
        boolean touch,
        @Nullable String userAgent) {
    private static final Map<String, Device> ALL = load();

    /** The device of that name, spelled exactly so. */
    public static Optional<Device> named(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(ALL.get(name));
    }

    /** All names, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static Map<String, Device> load() {
        try (InputStream in = Device.class.getResourceAsStream("devices.json")) {
            if (in == null) {
                throw new IllegalStateException("devices.json is missing");
            }
            Map<String, Device> devices = new LinkedHashMap<>();
            Arrays.stream(Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Device[].class))
                    .forEach(device -> devices.put(device.name(), device));
            return Collections.unmodifiableMap(devices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
