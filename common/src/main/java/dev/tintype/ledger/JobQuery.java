package dev.tintype.ledger;

import dev.tintype.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of a tenant's jobs to list, newest first. All given conditions must hold. */
public record JobQuery(
        @Nullable JobState state,
        @Nullable String type,
        @Nullable String tag,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {}
