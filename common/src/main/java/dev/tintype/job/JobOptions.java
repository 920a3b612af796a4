package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.crypt.ArtifactEncryption;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every type of job can be told: when to run, how often to try, how long to keep.
 *
 * @param priority how urgent it is among the tenant's own jobs
 * @param runAt not before this moment; null: at once
 * @param queueTtlS seconds the job may wait for its first attempt before it expires; null: for ever
 * @param timeoutS seconds one attempt may take; null: the type's default
 * @param maxAttempts attempts that may count as failures before the job fails
 * @param resultTtlS seconds the record and its artifacts are kept after the end; null: as the tenant's jobs are
 * @param after ids of jobs that must end first; null: none
 * @param afterFailure what becomes of the job when one of them does not succeed
 * @param uniqueKey only one job that has not ended may have it; null: none
 * @param tags labels to list jobs by
 * @param metadata the caller's own facts, given back unread
 * @param callback whom to tell of this job besides the registered endpoints; null: nobody
 * @param cache whether an identical job may take this one's place; null: no
 * @param encryption for whom artifacts are encrypted; null: as the operator wishes
 * @param preset the preset that the request was merged with, which is already done; null: none
 */
public record JobOptions(
        @Schema(
                description =
                        "How urgent it is among your own jobs: high to normal to low get 8 : 3 : 1 of the" + " turns.",
                defaultValue = "normal",
                example = "normal")
        Priority priority,

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
        @Max(86_400)
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
        @Nullable
        Integer resultTtlS,

        @Schema(
                description = "Jobs of yours that must end first. Until then this one is blocked.",
                example = "[\"job_01kb5c8vq0e1x9f3m7t2r6w4zn\"]")
        @Size(max = 16)
        @Nullable
        List<@NotNull @Pattern(regexp = "job_[0-9a-hjkmnp-tv-z]{26}") String> after,

        @Schema(
                description = "When one of them does not succeed: fail too, or run all the same.",
                defaultValue = "fail",
                example = "fail")
        AfterFailure afterFailure,

        @Schema(description = "Refuse the job while another with this key has not ended.", example = "report-2030-01")
        @Size(min = 1, max = 255)
        @Nullable
        String uniqueKey,

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
        JobCallback callback,

        @Schema(description = "Let an identical job of yours take this one's place.", example = "{\"ttl_s\": 3600}")
        @Valid
        @Nullable
        CacheOptions cache,

        @Schema(description = "For whom artifacts are encrypted before they are stored.") @Valid @Nullable
        ArtifactEncryption encryption,

        @Schema(description = "A preset that fills in what the request leaves out.", example = "desktop_full")
        @Pattern(regexp = PRESET_NAME)
        @Nullable
        String preset) {

    /** What a preset may be called. */
    public static final String PRESET_NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    /** What becomes of a job when one that it waits for does not succeed. */
    public enum AfterFailure {
        FAIL,
        CONTINUE;

        /** The name used in JSON and Redis. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final int DEFAULT_MAX_ATTEMPTS = 3;
    public static final int DEFAULT_RESULT_TTL_S = 86_400;
    /** The last moment that ISO 8601 writes with a four-digit year. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public JobOptions {
        priority = priority == null ? Priority.NORMAL : priority;
        maxAttempts = maxAttempts == null ? DEFAULT_MAX_ATTEMPTS : maxAttempts;
        afterFailure = afterFailure == null ? AfterFailure.FAIL : afterFailure;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "run_at must be a time between 1970 and 9999")
    public boolean isRunAtWithinCalendar() {
        return runAt == null || !(runAt.isBefore(Instant.EPOCH) || runAt.isAfter(LAST));
    }

    /** The same, kept so many seconds after the end. */
    public JobOptions keptFor(int seconds) {
        return new JobOptions(
                priority,
                runAt,
                queueTtlS,
                timeoutS,
                maxAttempts,
                seconds,
                after,
                afterFailure,
                uniqueKey,
                tags,
                metadata,
                callback,
                cache,
                encryption,
                preset);
    }

    /** What a part of the job is told. */
    public JobOptions ofPart() {
        // others of the job must read what a part makes
        ArtifactEncryption between = encryption == null ? null : ArtifactEncryption.TENANT;
        return new JobOptions(
                priority,
                null,
                null,
                timeoutS,
                maxAttempts,
                null,
                null,
                AfterFailure.FAIL,
                null,
                null,
                null,
                null,
                null,
                between,
                null);
    }

    /** The same, waiting for no other job. */
    public JobOptions withoutAfter() {
        return new JobOptions(
                priority,
                runAt,
                queueTtlS,
                timeoutS,
                maxAttempts,
                resultTtlS,
                null,
                afterFailure,
                uniqueKey,
                tags,
                metadata,
                callback,
                cache,
                encryption,
                preset);
    }

    /** For how long after its end an identical job takes this one's place; 0: not. */
    public int cacheTtlS() {
        return cache == null ? 0 : cache.ttlS();
    }

    /** Every option left to its default. */
    public static JobOptions defaults() {
        return new JobOptions(
                Priority.NORMAL,
                null,
                null,
                null,
                DEFAULT_MAX_ATTEMPTS,
                null,
                null,
                AfterFailure.FAIL,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
