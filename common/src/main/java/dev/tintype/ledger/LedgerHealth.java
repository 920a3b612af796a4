package dev.tintype.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger's server says about itself. A fact that it will not tell (managed servers forbid CONFIG) is null.
 *
 * @param version of Redis
 * @param appendOnly whether changes are logged to disk at all
 * @param appendFsync {@code always}, {@code everysec} or {@code no}
 * @param maxmemoryPolicy anything but {@code noeviction} loses jobs
 */
public record LedgerHealth(
        @Nullable String version,
        @Nullable Boolean appendOnly,
        @Nullable String appendFsync,
        @Nullable String maxmemoryPolicy) {
    /** What an accepted job survives, in a word or two: {@code strict}, {@code everysec}, {@code none}, {@code unknown}. */
    public String durability() {
        if (appendOnly == null) {
            return "unknown";
        }
        if (!appendOnly) {
            return "none";
        }
        return switch (appendFsync) {
            case "always" -> "strict";
            case "everysec" -> "everysec";
            case "no" -> "none";
            case null, default -> "unknown";
        };
    }
}
