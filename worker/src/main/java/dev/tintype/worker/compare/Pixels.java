package dev.tintype.worker.compare;

/**
 * An opaque image: what shone through is white.
 *
 * @param rgb {@code 0xRRGGBB}, row by row; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and large
record Pixels(int width, int height, int[] rgb) {
    int at(int x, int y) {
        return rgb[y * width + x];
    }

    boolean has(int x, int y) {
        return x < width && y < height;
    }
}
