package dev.tintype.job;

import java.util.List;
import java.util.Map;

/**
 * What a finished attempt made visible.
 *
 * @param report facts about the visit, JSON-ready
 */
public record JobResult(List<Artifact> artifacts, Map<String, Object> report) {
    /** What a comparison reports under, and how much changed in that. */
    public static final String COMPARISON = "comparison";

    public static final String CHANGED_PERCENT = "changed_percent";

    public static JobResult empty() {
        return new JobResult(List.of(), Map.of());
    }
}
