package dev.tintype.api.link;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.ArtifactRef;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a link is wanted to: one artifact or one capture. */
@Schema(name = "SignedUrlRequest", description = "What a link is wanted to: one artifact or one capture.")
public record SignedUrlRequest(
        @Schema(description = "What a job of yours made.") @Valid @Nullable
        ArtifactRef artifact,

        @Schema(
                description = "A capture job's request, done each time the link is fetched; give it a cache.",
                example = "{\"source\": {\"url\": \"https://example.com/\"}, \"cache\": {\"ttl_s\": 3600}}")
        @Size(min = 1, max = 64)
        @Nullable
        Map<String, Object> capture,

        @Schema(description = "Seconds that it works.", example = "3600") @NotNull @Min(1) @Max(604_800)
        Integer expiresInS) {
    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give either artifact or capture")
    public boolean isOne() {
        return (artifact == null) != (capture == null);
    }
}
