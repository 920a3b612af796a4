package dev.tintype.worker.compare;

import dev.tintype.compare.DiffOutput;
import dev.tintype.compare.SideBySideOutput;

/** Shows what changed. */
final class Pictures {
    private static final int NOWHERE = 0xD0D0D0;
    private static final int SMOOTHED = 0xFFE066;
    private static final int MASKED = 0xC8D7EB;
    private static final int RED = 0xFF0000;
    private static final int GAP = 16;
    private static final double PALE = 0.15;

    private final Pixels before;
    private final Pixels after;
    private final Difference difference;

    Pictures(Pixels before, Pixels after, Difference difference) {
        this.before = before;
        this.after = after;
        this.difference = difference;
    }

    byte[] diff(DiffOutput output) {
        int colour = Integer.parseInt(output.color().substring(1), 16);
        return PngRows.write(difference.width(), difference.height(), (x, y) -> diff(x, y, colour));
    }

    byte[] sideBySide(SideBySideOutput output) {
        return PngRows.write(width(output), difference.height(), this::panel);
    }

    int width(SideBySideOutput output) {
        int panels = output.diff() ? 3 : 2;
        return panels * difference.width() + (panels - 1) * GAP;
    }

    private int panel(int x, int y) {
        int step = difference.width() + GAP;
        int within = x % step;
        if (within >= difference.width()) {
            return NOWHERE;
        }
        return switch (x / step) {
            case 0 -> of(before, within, y);
            case 1 -> of(after, within, y);
            default -> diff(within, y, RED);
        };
    }

    private static int of(Pixels image, int x, int y) {
        return image.has(x, y) ? image.at(x, y) : NOWHERE;
    }

    private int diff(int x, int y, int colour) {
        return switch (difference.at(x, y)) {
            case Difference.CHANGED -> colour;
            case Difference.SMOOTHED -> SMOOTHED;
            case Difference.MASKED -> MASKED;
            default -> before.has(x, y) ? pale(before.at(x, y)) : NOWHERE;
        };
    }

    private static int pale(int rgb) {
        int grey = (int) (255 + (Colours.brightness(rgb) - 255) * PALE);
        return grey << 16 | grey << 8 | grey;
    }
}
