package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much what was encoded differs from the source. */
@JsonTypeName(QualityOutput.KIND)
@Schema(
        name = "QualityOutput",
        description =
                "How near every encoded video and every quality of a stream of the job comes to the source, as JSON."
                        + " Needs a run for each, so it takes about as long as decoding them all again.")
public record QualityOutput(
        @Schema(
                description =
                        "What to measure; all of them when left out. VMAF is not among them: the FFmpeg that comes"
                                + " with Tintype is built without it.",
                example = "[\"ssim\"]")
        @Size(min = 1, max = 3)
        List<@NotNull Metric> metrics)
        implements MediaOutput {
    static final String KIND = "quality";

    public QualityOutput {
        metrics = metrics == null
                ? List.of(Metric.values())
                // keeps a null, so that validation can name its place
                : Collections.unmodifiableList(new ArrayList<>(metrics));
    }

    @Override
    public String kindName() {
        return KIND;
    }

    /** Ways to measure. */
    public enum Metric {
        SSIM,
        PSNR,
        XPSNR
    }
}
