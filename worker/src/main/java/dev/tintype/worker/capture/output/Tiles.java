package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.ArrayList;
import java.util.List;

/** Cuts a region into parts that a format can hold: row by row, from left to right, none overlapping, none missing. */
final class Tiles {
    private static final int MOST = 64;

    /** Cuts are at multiples of this many CSS pixels: whole device pixels at every usual scale, so nothing is resampled. */
    private static final int GRID = 40;

    private Tiles() {}

    /** @throws JobFailure {@code limit_exceeded} when there would be too many */
    static List<Region> split(Region region, double scale, Format format) {
        long side = ScreenshotLimits.side(format) - 1L;
        double width = band(region.width(), scale, side);
        long pixels = ScreenshotLimits.pixels(format);
        double height = band(region.height(), scale, Math.min(side, (long) (pixels / (width * scale))));
        long count = (long) (Math.ceil(region.width() / width) * Math.ceil(region.height() / height));
        if (count == 1) {
            return List.of(region);
        }
        if (count > MOST) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The picture would need " + count + " tiles, and " + MOST
                            + " is the most; use max_height or a smaller scale");
        }
        List<Region> tiles = new ArrayList<>();
        for (double top = 0; top < region.height(); top += height) {
            for (double left = 0; left < region.width(); left += width) {
                tiles.add(new Region(
                        region.x() + left,
                        region.y() + top,
                        Math.min(width, region.width() - left),
                        Math.min(height, region.height() - top),
                        false));
            }
        }
        return tiles;
    }

    /** CSS pixels of one part: all of about the same size, not a whole one and a sliver. */
    private static double band(double total, double scale, long deviceLimit) {
        double most = Math.max(GRID, Math.floor(deviceLimit / scale / GRID) * GRID);
        if (total * scale <= deviceLimit) {
            return total;
        }
        double parts = Math.ceil(total / most);
        return Math.min(most, Math.ceil(total / parts / GRID) * GRID);
    }
}
