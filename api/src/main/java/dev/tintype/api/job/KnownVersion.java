package dev.tintype.api.job;

import dev.tintype.job.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * The versions of a job that a caller has, from {@code If-None-Match}.
 *
 * @param tags empty: none
 */
record KnownVersion(List<ETag> tags) {
    static KnownVersion of(@Nullable String ifNoneMatch) {
        return new KnownVersion(ifNoneMatch == null ? List.of() : ETag.parse(ifNoneMatch));
    }

    /** Whether there is any. */
    boolean given() {
        return !tags.isEmpty();
    }

    /** Whether {@code job} as it is now is among them. */
    boolean is(Job job) {
        ETag now = new ETag(Long.toString(job.version()), false);
        return tags.stream().anyMatch(tag -> tag.isWildcard() || tag.compare(now, false));
    }
}
