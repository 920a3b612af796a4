package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every type of job can be told: when to run, how often to try, how long to keep.
 *
 * @param runAt not before this moment; null: at once
 * @param queueTtlS seconds the job may wait for its first attempt before it expires; null: for ever
 * @param timeoutS seconds one attempt may take; null: the type's default
 * @param maxAttempts attempts that may count as failures before the job fails
 * @param resultTtlS seconds the record and its artifacts are kept after the end
 * @param tags labels to list jobs by
 * @param metadata the caller's own facts, given back unread
 * @param callback whom to tell of this job besides the registered endpoints; null: nobody
 */
public record JobOptions(
        @Schema(description = "Not before this moment; at once when left out.", example = "2030-01-01T06:00:00Z")
        @Nullable
        Instant runAt,

        @Schema(description = "Seconds to wait for a first attempt before the job expires.", example = "600")
        @Min(1)
        @Max(2_592_000)
        @Nullable
        Integer queueTtlS,

        @Schema(description = "Seconds one attempt may take; each type has its default.", example = "60")
        @Min(1)
        @Max(600)
        @Nullable
        Integer timeoutS,

        @Schema(description = "Counted attempts before the job fails.", defaultValue = "3", example = "3")
        @Min(1)
        @Max(10)
        Integer maxAttempts,

        @Schema(
                description = "Seconds record and artifacts are kept after the end.",
                defaultValue = "86400",
                example = "86400")
        @Min(60)
        @Max(2_592_000)
        Integer resultTtlS,

        @Schema(description = "Labels to list jobs by.", example = "[\"nightly\"]") @Size(max = 16) @Nullable
        List<@NotNull @Pattern(regexp = "[A-Za-z0-9_.:/-]{1,64}") String> tags,

        @Schema(description = "The caller's own facts, given back unread.", example = "{\"order\": \"42\"}")
        @Size(max = 32)
        @Nullable
        Map<@NotNull @Size(min = 1, max = 64) String, @NotNull @Size(max = 1024) String> metadata,

        @Schema(
                description = "Whom to tell of this job besides the registered endpoints.",
                example = "{\"url\": \"https://example.com/hooks/tintype\"}")
        @Valid
        @Nullable
        JobCallback callback) {

    public static final int DEFAULT_MAX_ATTEMPTS = 3;
    public static final int DEFAULT_RESULT_TTL_S = 86_400;
    /** The last moment that ISO 8601 writes with a four-digit year. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public JobOptions {
        maxAttempts = maxAttempts == null ? DEFAULT_MAX_ATTEMPTS : maxAttempts;
        resultTtlS = resultTtlS == null ? DEFAULT_RESULT_TTL_S : resultTtlS;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "run_at must be a time between 1970 and 9999")
    public boolean isRunAtWithinCalendar() {
        return runAt == null || !(runAt.isBefore(Instant.EPOCH) || runAt.isAfter(LAST));
    }

    /** Every option left to its default. */
    public static JobOptions defaults() {
        return new JobOptions(null, null, null, DEFAULT_MAX_ATTEMPTS, DEFAULT_RESULT_TTL_S, null, null, null);
    }
}
