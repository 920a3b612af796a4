package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.CaptureSource;
import dev.tintype.compare.CompareCapture;
import dev.tintype.compare.CompareImage;
import dev.tintype.compare.CompareLimits;
import dev.tintype.compare.CompareOutput;
import dev.tintype.compare.CompareSource;
import dev.tintype.compare.DiffOutput;
import dev.tintype.compare.Mask;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two images and what is different.
 *
 * @param tolerance how far apart two colours may be and still be the same: 0 nothing, 1 everything
 * @param ignoreAntialiasing whether pixels that only smooth an edge do not count
 * @param masks what does not count
 * @param failOn when the job fails; null: never because of a difference
 * @param outputs pictures to make, in order; left out: one diff
 */
@JsonTypeName(CompareSpec.TYPE)
@Schema(name = "CompareJob", description = "Compare two images, and say and show what changed.")
public record CompareSpec(
        @Schema(description = "The two images.") @NotNull @Valid
        CompareSource source,

        @Schema(
                description = "How far apart two colours may be and still be the same: 0 nothing, 1 everything.",
                defaultValue = "0.1",
                example = "0.1")
        @DecimalMin("0")
        @DecimalMax("1")
        Double tolerance,

        @Schema(description = "Do not count pixels that only smooth an edge.", defaultValue = "true", example = "true")
        Boolean ignoreAntialiasing,

        @Schema(description = "Parts of the images that do not count.") @Size(max = 64) @Nullable
        List<@NotNull @Valid Mask> masks,

        @Schema(description = "When the job fails because of a difference.") @Valid @Nullable
        CompareLimits failOn,

        @Schema(description = "Pictures to make; one diff when left out.") @Size(min = 1, max = 4)
        List<@NotNull @Valid CompareOutput> outputs)
        implements JobSpec {
    /** The name in the {@code type} field. */
    public static final String TYPE = "compare";

    private static final double USUAL_TOLERANCE = 0.1;

    public CompareSpec {
        tolerance = tolerance == null ? USUAL_TOLERANCE : tolerance;
        ignoreAntialiasing = ignoreAntialiasing == null || ignoreAntialiasing;
        outputs = outputs == null
                ? List.of(DiffOutput.defaults())
                // keeps a null, so that validation can name its place
                : Collections.unmodifiableList(new ArrayList<>(outputs));
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    /** Where the browsers are: images may be captures made for it. */
    @Override
    public Pool pool() {
        return Pool.CAPTURE;
    }

    /** Whether it can only be a schedule's: it compares with what the run before took. */
    @JsonIgnore
    public boolean isAboutLastRun() {
        return source.before().ofLastRun();
    }

    /** The same with {@code last} in the place of the last run's image. */
    public CompareSpec after(ArtifactRef last) {
        return new CompareSpec(
                new CompareSource(CompareImage.ofArtifact(last), source.after()),
                tolerance,
                ignoreAntialiasing,
                masks,
                failOn,
                outputs);
    }

    @Override
    public Map<String, String> sourceJobs() {
        Map<String, String> jobs = new LinkedHashMap<>();
        addJobs(jobs, "/source/before", source.before());
        addJobs(jobs, "/source/after", source.after());
        return jobs;
    }

    private static void addJobs(Map<String, String> jobs, String place, CompareImage image) {
        if (image.artifact() != null) {
            jobs.put(place + "/artifact/job", image.artifact().job());
        }
        CompareCapture capture = image.capture();
        CaptureSource page = capture == null ? null : capture.source();
        if (page != null && page.artifact() != null) {
            jobs.put(place + "/capture/source/artifact/job", page.artifact().job());
        }
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofMinutes(2);
    }
}
