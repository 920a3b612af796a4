package dev.tintype.api.callback;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.WebUrl;
import dev.tintype.job.EventType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to change of an endpoint; what is left out stays. */
public record WebhookChange(
        @Schema(description = "Where to send.", example = "https://example.com/hooks/tintype")
        @WebUrl
        @Size(max = 2048)
        @Nullable
        String url,

        @Schema(description = "What to tell.", example = "[\"job.failed\"]") @Size(min = 1, max = 16) @Nullable
        List<@NotNull EventType> events,

        @Schema(description = "Your own words; empty: none.", example = "orders") @Size(max = 200) @Nullable
        String description,

        @Schema(description = "Whether to sign with an Ed25519 key besides the secret.", example = "true") @Nullable
        Boolean ed25519,

        @Schema(
                description = "false: nothing is sent, and what waits is held for 14 days. true: whatever disabled the"
                        + " endpoint is forgiven, and what waits is sent.",
                example = "true")
        @Nullable
        Boolean enabled) {
    public WebhookChange {
        events = events == null ? null : events.stream().distinct().toList();
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = WebhookRequest.NO_TEST)
    public boolean isWithoutTest() {
        return events == null || !events.contains(EventType.WEBHOOK_TEST);
    }
}
