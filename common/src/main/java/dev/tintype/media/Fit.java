package dev.tintype.media;

/** How a picture goes into a box of another shape. */
public enum Fit {
    /** Whole, within the box, its own shape. */
    CONTAIN,
    /** Fills the box; what does not fit is cut off, evenly on both sides. */
    COVER,
    /** Whole, within the box, black bars on the rest. */
    PAD,
    /** Exactly the box, whatever becomes of the shape. */
    STRETCH
}
