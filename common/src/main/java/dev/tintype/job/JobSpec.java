package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job of one type is asked to do; {@code type} in JSON tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface JobSpec permits CaptureSpec, CompareSpec, MediaSpec, NoopSpec, PluginSpec {
    /** The name in the {@code type} field. */
    @JsonIgnore
    String typeName();

    /** The workers that do it. */
    @JsonIgnore
    Pool pool();

    /** The job whose artifact it reads, and so waits for; null: none. */
    @JsonIgnore
    default @Nullable String sourceJob() {
        return null;
    }

    /** Every job whose artifact it reads, by the place in the request that names it. */
    @JsonIgnore
    default Map<String, String> sourceJobs() {
        String one = sourceJob();
        return one == null ? Map.of() : Map.of("/source/artifact/job", one);
    }

    /** Whether it is a part of another job, which alone is the caller's. */
    @JsonIgnore
    default boolean partial() {
        return false;
    }

    /** How long one attempt may take when the caller does not say. */
    @JsonIgnore
    Duration defaultTimeout();
}
