package dev.tintype.worker.media.plan;

import org.jspecify.annotations.Nullable;

/** Pixels across and down. */
public record Size(int width, int height) {
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(width + "x" + height);
        }
    }

    /**
     * The largest size of this shape within the box, never larger than this, with even sides: encoders of 4:2:0 take no others.
     *
     * @param boxWidth null: as wide as it gets
     * @param boxHeight null: as high as it gets
     */
    public Size within(@Nullable Integer boxWidth, @Nullable Integer boxHeight) {
        double scale = 1;
        if (boxWidth != null) {
            scale = Math.min(scale, (double) boxWidth / width);
        }
        if (boxHeight != null) {
            scale = Math.min(scale, (double) boxHeight / height);
        }
        return new Size(Math.min(even(width * scale), down(width)), Math.min(even(height * scale), down(height)));
    }

    /** The largest size of this shape within the box, enlarged if it must be, with even sides. */
    Size inside(Size box) {
        double scale = Math.min((double) box.width / width, (double) box.height / height);
        return new Size(
                Math.min(even(width * scale), down(box.width)), Math.min(even(height * scale), down(box.height)));
    }

    /** The smallest size of this shape, with even sides, that covers the box. */
    Size covering(Size box) {
        double scale = Math.max((double) box.width / width, (double) box.height / height);
        return new Size(evenUp(width * scale), evenUp(height * scale));
    }

    /** The sides swapped when this one lies and the other stands, or the other way round. */
    public Size turnedLike(Size other) {
        return (width >= height) == (other.width >= other.height) ? this : turned();
    }

    /** Turned by a quarter. */
    public Size turned() {
        return new Size(/* width= */ height, /* height= */ width);
    }

    /** With even sides, none longer than now but for a side of 1. */
    public Size even() {
        return new Size(even(width), even(height));
    }

    private static int down(int side) {
        return Math.max(2, side / 2 * 2);
    }

    private static int even(double side) {
        return Math.max(2, (int) Math.round(side / 2) * 2);
    }

    private static int evenUp(double side) {
        return Math.max(2, (int) Math.ceil(side / 2 - 1e-9) * 2);
    }

    /** As FFmpeg's scale filter reads it. */
    public String filter() {
        return width + ":" + height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
