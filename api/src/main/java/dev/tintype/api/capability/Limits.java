package dev.tintype.api.capability;

import dev.tintype.capture.PageOptions;
import dev.tintype.capture.Viewport;
import dev.tintype.config.MediaProperties;
import dev.tintype.job.CacheOptions;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobOptions;
import dev.tintype.json.Json;
import dev.tintype.ledger.PresetLedger;
import dev.tintype.request.RequestReader;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The limits that requests are held to, read from the constraints that hold them. */
final class Limits {
    private Limits() {}

    static Map<String, Long> all(MediaProperties media) {
        Map<String, Long> limits = new TreeMap<>();
        limits.put("body_bytes", (long) RequestReader.MAX_REST);
        limits.put("html_bytes", (long) RequestReader.MAX_HTML);
        limits.put("presets", (long) PresetLedger.MOST);
        for (Class<?> type : new Class<?>[] {
            JobOptions.class, CacheOptions.class, CaptureSpec.class, PageOptions.class, Viewport.class
        }) {
            Arrays.stream(type.getRecordComponents()).forEach(component -> add(limits, prefix(type), component));
        }
        limits.putAll(media.limits());
        return limits;
    }

    private static String prefix(Class<?> type) {
        if (type == Viewport.class) {
            return "viewport_";
        }
        if (type == CacheOptions.class) {
            return "cache_";
        }
        return type == PageOptions.class ? "page_" : "";
    }

    private static void add(Map<String, Long> limits, String prefix, RecordComponent component) {
        AnnotatedElement field = component.getAccessor();
        Max max = field.getAnnotation(Max.class);
        Size size = field.getAnnotation(Size.class);
        String name = prefix + Json.fieldName(component.getName());
        if (max != null) {
            limits.put(name, max.value());
        } else if (size != null) {
            limits.put(name, (long) size.max());
        }
    }
}
