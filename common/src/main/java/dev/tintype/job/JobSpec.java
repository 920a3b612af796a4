package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job of one type is asked to do; {@code type} in JSON tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface JobSpec permits CaptureSpec, MediaSpec, NoopSpec {
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

    /** The jobs whose artifacts it reads, and so waits for. */
    @JsonIgnore
    default List<String> sourceJobs() {
        String one = sourceJob();
        return one == null ? List.of() : List.of(one);
    }

    /** How long one attempt may take when the caller does not say. */
    @JsonIgnore
    Duration defaultTimeout();
}
