package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What pages ask about with CSS media queries, and may be answered. */
public final class MediaFeatures {
    private MediaFeatures() {}

    /** What kind of medium the page is laid out for. */
    public enum Media {
        SCREEN,
        PRINT
    }

    /** What {@code prefers-reduced-motion} answers. */
    public enum ReducedMotion {
        REDUCE,
        @JsonProperty("no_preference")
        NO_PREFERENCE
    }

    /** What {@code forced-colors} answers. */
    public enum ForcedColors {
        ACTIVE,
        NONE
    }

    /** What {@code prefers-contrast} answers. */
    public enum Contrast {
        MORE,
        @JsonProperty("no_preference")
        NO_PREFERENCE
    }
}
