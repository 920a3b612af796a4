package dev.tintype.worker.callback;

import dev.tintype.callback.DeliveryError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param status what the endpoint answered; null: nothing
 * @param error why that is no success; null: it is
 * @param retryAfter what the endpoint asked for; null: nothing
 */
record Answer(
        @Nullable Integer status,
        @Nullable DeliveryError error,
        @Nullable Duration retryAfter) {
    static Answer failed(DeliveryError error) {
        return new Answer(null, error, null);
    }

    static Answer of(int status, @Nullable Duration retryAfter) {
        return new Answer(status, error(status), retryAfter);
    }

    /** Whether the endpoint is there: it answered, and not that it is in trouble itself. */
    boolean alive() {
        return status != null && status < 500 && status != 429;
    }

    private static @Nullable DeliveryError error(int status) {
        return switch (status / 100) {
            case 2 -> null;
            case 3 -> DeliveryError.REDIRECT;
            default -> status == 410 ? DeliveryError.GONE : DeliveryError.HTTP_STATUS;
        };
    }
}
