package dev.tintype.media;

/** Time against size. Each encoder has a meaning of its own for it: their names for presets are never shared. */
public enum Speed {
    FASTEST,
    FAST,
    STANDARD,
    SLOW,
    SLOWEST
}
