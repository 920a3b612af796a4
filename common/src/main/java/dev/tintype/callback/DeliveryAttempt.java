package dev.tintype.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver, as the log keeps it.
 *
 * @param at when it began
 * @param ms how long it took
 * @param status the status that was answered; null: nothing was
 * @param error why it failed; null: it did not
 */
public record DeliveryAttempt(
        Instant at,
        long ms,
        @Nullable Integer status,
        @Nullable DeliveryError error) {}
