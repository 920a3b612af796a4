package dev.tintype.worker.media.plan;

import dev.tintype.media.Fit;
import org.jspecify.annotations.Nullable;

/**
 * How a picture gets to its size.
 *
 * @param size what comes out
 * @param filters a chain for FFmpeg
 */
public record Scaling(Size size, String filters) {
    private static final String SQUARE = "setsar=1";

    /** Within the box, never larger than the source. */
    public static Scaling within(Size source, @Nullable Integer width, @Nullable Integer height) {
        return to(source.within(width, height));
    }

    /** Into the box as {@code fit} says; contain and cover never enlarge. */
    public static Scaling into(Size source, @Nullable Integer width, @Nullable Integer height, Fit fit) {
        if (fit == Fit.CONTAIN || width == null || height == null) {
            return within(source, width, height);
        }
        Size box = new Size(width, height).even();
        return switch (fit) {
            case STRETCH -> to(box);
            case PAD -> pad(source, box);
            default -> cover(source, box);
        };
    }

    /** Exactly that size. */
    public static Scaling to(Size size) {
        return new Scaling(size, "scale=" + size.filter() + "," + SQUARE);
    }

    private static Scaling pad(Size source, Size box) {
        Size inner = source.within(box.width(), box.height());
        return new Scaling(
                box, "scale=" + inner.filter() + ",pad=" + box.filter() + ":(ow-iw)/2:(oh-ih)/2:black," + SQUARE);
    }

    /** A box larger than the source shrinks, with its shape, to what the source can fill. */
    private static Scaling cover(Size source, Size box) {
        double shrink =
                Math.min(1, Math.min((double) source.width() / box.width(), (double) source.height() / box.height()));
        Size reached = new Size(Math.max(2, (int) Math.floor(box.width() * shrink)), Math.max(2, (int)
                        Math.floor(box.height() * shrink)))
                .even();
        Size cut = reached.width() > source.width() || reached.height() > source.height()
                ? reached.within(source.width() / 2 * 2, source.height() / 2 * 2)
                : reached;
        return new Scaling(cut, "scale=" + source.covering(cut).filter() + ",crop=" + cut.filter() + "," + SQUARE);
    }
}
