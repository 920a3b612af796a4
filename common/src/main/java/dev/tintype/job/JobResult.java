package dev.tintype.job;

import java.util.List;
import java.util.Map;

/**
 * What a finished attempt made visible.
 *
 * @param report facts about the visit, JSON-ready
 */
public record JobResult(List<Artifact> artifacts, Map<String, Object> report) {
    public static JobResult empty() {
        return new JobResult(List.of(), Map.of());
    }
}
