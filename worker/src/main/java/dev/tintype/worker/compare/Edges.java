package dev.tintype.worker.compare;

/**
 * Tells pixels that only smooth an edge (Vyšniauskas, "Anti-aliased pixel and intensity slope detector", 2009): they lie
 * between a darker and a brighter neighbour, one of which belongs to an even area in both images.
 */
final class Edges {
    private static final int SAME_NEIGHBOURS = 2;

    private final Pixels one;
    private final Pixels other;
    private final int width;
    private final int height;

    Edges(Pixels one, Pixels other) {
        this.one = one;
        this.other = other;
        this.width = Math.min(one.width(), other.width());
        this.height = Math.min(one.height(), other.height());
    }

    boolean smooths(int x, int y) {
        return smooths(one, x, y) || smooths(other, x, y);
    }

    private boolean smooths(Pixels image, int x, int y) {
        int same = onBorder(x, y) ? 1 : 0;
        double darkest = 0;
        double brightest = 0;
        int darkX = 0;
        int darkY = 0;
        int brightX = 0;
        int brightY = 0;
        double own = Colours.brightness(image.at(x, y));
        for (int nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
            for (int ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
                if (nx == x && ny == y) {
                    continue;
                }
                double slope = Colours.brightness(image.at(nx, ny)) - own;
                if (slope == 0) {
                    same++;
                    if (same > SAME_NEIGHBOURS) {
                        return false;
                    }
                } else if (slope < darkest) {
                    darkest = slope;
                    darkX = nx;
                    darkY = ny;
                } else if (slope > brightest) {
                    brightest = slope;
                    brightX = nx;
                    brightY = ny;
                }
            }
        }
        return darkest != 0 && brightest != 0 && (isEven(darkX, darkY) || isEven(brightX, brightY));
    }

    private boolean isEven(int x, int y) {
        return isEven(one, x, y) && isEven(other, x, y);
    }

    private boolean isEven(Pixels image, int x, int y) {
        int same = onBorder(x, y) ? 1 : 0;
        int own = image.at(x, y);
        for (int nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
            for (int ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
                if ((nx != x || ny != y) && image.at(nx, ny) == own) {
                    same++;
                }
            }
        }
        return same > SAME_NEIGHBOURS;
    }

    private boolean onBorder(int x, int y) {
        return x == 0 || y == 0 || x == width - 1 || y == height - 1;
    }
}
