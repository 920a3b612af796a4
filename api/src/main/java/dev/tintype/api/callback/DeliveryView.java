package dev.tintype.api.callback;

import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryError;
import dev.tintype.job.EventType;
import dev.tintype.job.JobId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery and its log. */
@Schema(name = "Delivery", description = "One event for one endpoint, and the newest attempts to deliver it.")
public record DeliveryView(
        @Schema(description = "Its webhook-id, the same in every attempt.")
        String id,

        EventType event,
        @Nullable JobId job,

        @Schema(description = "The registered endpoint; none when the job itself brought the URL.") @Nullable
        String webhook,

        String url,
        Delivery.State state,
        Instant createdAt,

        @Schema(description = "When it is tried next, unless its endpoint is disabled.") @Nullable
        Instant nextAttemptAt,

        @Schema(description = "Why it failed without an attempt.") @Nullable
        DeliveryError error,

        List<DeliveryAttempt> attempts) {
    static DeliveryView of(Delivery delivery, List<DeliveryAttempt> attempts) {
        return new DeliveryView(
                delivery.id().value(),
                delivery.type(),
                delivery.job(),
                delivery.endpoint() == null ? null : delivery.endpoint().value(),
                delivery.url(),
                delivery.state(),
                delivery.at(),
                delivery.nextAttemptAt(),
                delivery.error(),
                attempts);
    }

    /** All of a job's. */
    @Schema(name = "DeliveryList")
    public record Page(List<DeliveryView> items) {}
}
