package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.WebUrl;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/**
 * Whom to tell about one job. When the URL is that of a registered endpoint, that endpoint is told of these events too, once
 * each and signed with its secret; otherwise the tenant's default secret signs.
 *
 * @param url http or https, no credentials
 * @param events what to tell; the ways a job can end unless said
 */
public record JobCallback(
        @Schema(description = "Where to send.", example = "https://example.com/hooks/tintype")
        @NotNull
        @WebUrl
        @Size(max = 2048)
        String url,

        @Schema(
                description = "What to tell: job events. Every end of the job when left out.",
                example = "[\"job.succeeded\", \"job.failed\"]")
        @Size(min = 1, max = 16)
        List<@NotNull EventType> events) {

    public JobCallback {
        events = events == null
                ? List.copyOf(EventType.ENDS)
                : events.stream().distinct().toList();
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a job's callback tells of job events only")
    public boolean isAboutJobs() {
        return events.stream().filter(Objects::nonNull).allMatch(EventType::ofJob);
    }
}
