package dev.tintype.worker.capture.output;

/**
 * A part of the page in CSS pixels from its top left corner.
 *
 * @param window whether it is exactly what the window shows
 */
record Region(double x, double y, double width, double height, boolean window) {
    /** Grown outwards to whole pixels: half a pixel of an element is still the element's. */
    static Region enclosing(double x, double y, double width, double height) {
        double left = Math.floor(x + 1e-3);
        double top = Math.floor(y + 1e-3);
        return new Region(left, top, Math.ceil(x + width - 1e-3) - left, Math.ceil(y + height - 1e-3) - top, false);
    }

    long deviceWidth(double scale) {
        return Math.round(width * scale);
    }

    long deviceHeight(double scale) {
        return Math.round(height * scale);
    }
}
