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

/** An endpoint to be registered. */
public record WebhookRequest(
        @Schema(description = "Where to send.", example = "https://example.com/hooks/tintype")
        @NotNull
        @WebUrl
        @Size(max = 2048)
        String url,

        @Schema(
                description = "What to tell. Every end of every job when left out.",
                example = "[\"job.succeeded\", \"job.failed\", \"endpoint.disabled\"]")
        @Size(min = 1, max = 16)
        List<@NotNull EventType> events,

        @Schema(description = "Your own words.", example = "orders") @Size(max = 200) @Nullable
        String description,

        @Schema(
                description = "Whether to sign with an Ed25519 key besides the secret.",
                defaultValue = "false",
                example = "false")
        Boolean ed25519) {
    static final String NO_TEST = "webhook.test is sent when asked for, nobody can listen to it";

    public WebhookRequest {
        events = events == null
                ? List.copyOf(EventType.ENDS)
                : events.stream().distinct().toList();
        ed25519 = ed25519 != null && ed25519;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = NO_TEST)
    public boolean isWithoutTest() {
        return !events.contains(EventType.WEBHOOK_TEST);
    }
}
