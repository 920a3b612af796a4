package dev.tintype.job;

import java.util.List;
import java.util.Map;

/**
 * What a finished attempt made visible.
 *
 * @param report facts about the visit, JSON-ready
 * @param sealedKeys of every encrypted stream what its keys are derived of, sealed; kept with the job and shown to nobody
 */
public record JobResult(List<Artifact> artifacts, Map<String, Object> report, Map<String, String> sealedKeys) {
    /** What a comparison reports under, and how much changed in that. */
    public static final String COMPARISON = "comparison";

    public static final String CHANGED_PERCENT = "changed_percent";

    /** With no encrypted stream. */
    public JobResult(List<Artifact> artifacts, Map<String, Object> report) {
        this(artifacts, report, Map.of());
    }

    public static JobResult empty() {
        return new JobResult(List.of(), Map.of());
    }
}
