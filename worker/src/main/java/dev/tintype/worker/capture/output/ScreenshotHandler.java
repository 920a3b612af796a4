package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Clip;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Pictures of the window, the whole page, elements or a rectangle. Every shot is checked against its format's limits
 * before, and decoded as far as its size after.
 */
final class ScreenshotHandler implements CaptureOutputHandler<ScreenshotOutput> {
    private static final int DEFAULT_QUALITY = 80;
    private static final int DEFAULT_AVIF_QUALITY = 60;

    @Override
    public List<Rendered> render(ScreenshotOutput output, VisitedPage page) {
        List<Region> regions = regions(output, new PageGeometry(page));
        if (!output.fullPage()) {
            return shoot(output, page, regions);
        }
        try (BottomBars _ = new BottomBars(page, regions.getFirst())) {
            return shoot(output, page, regions);
        }
    }

    private static List<Rendered> shoot(ScreenshotOutput output, VisitedPage page, List<Region> regions) {
        List<Rendered> made = new ArrayList<>();
        try (Shooter shooter = new Shooter(output, page)) {
            for (Region region : regions) {
                List<Region> tiles =
                        output.tile() ? Tiles.split(region, page.options().scale(), output.format()) : List.of(region);
                for (int i = 0; i < tiles.size(); i++) {
                    made.add(new Picture(output, page, tiles.get(i)).take(shooter, place(tiles, i)));
                }
            }
        }
        return made;
    }

    private static List<Region> regions(ScreenshotOutput output, PageGeometry geometry) {
        if (output.selector() != null) {
            return geometry.elements(output.selector(), output.padding(), output.all());
        }
        Clip clip = output.clip();
        if (clip != null) {
            return List.of(geometry.rectangle(clip));
        }
        return List.of(output.fullPage() ? geometry.wholePage(output.maxHeight()) : geometry.window());
    }

    /** Which tile of how many, and where it belongs; nothing when there is one only. */
    private static Map<String, Object> place(List<Region> tiles, int index) {
        Region tile = tiles.get(index);
        return tiles.size() == 1
                ? Map.of()
                : Map.of(
                        "tile", index + 1,
                        "tiles", tiles.size(),
                        "x", Math.round(tile.x()),
                        "y", Math.round(tile.y()));
    }

    /** One picture to take. */
    private record Picture(ScreenshotOutput output, VisitedPage page, Region region) {
        Rendered take(Shooter shooter, Map<String, Object> place) {
            double scale = page.options().scale();
            // What the browser cannot write itself it gives as quick PNGs.
            boolean retouched = output.resize() != null || output.format() == Format.AVIF;
            Format shot = retouched ? Format.PNG : output.format();
            long width = region.deviceWidth(scale);
            long height = region.deviceHeight(scale);
            ScreenshotLimits.check(output.format(), width, height, output.resize() != null);
            byte[] bytes = shooter.shoot(region, shot, quality(), retouched || output.effort() == Effort.FAST);
            ImageHeader size = ImageHeader.read(bytes, shot)
                    .filter(header -> header.width() > 0 && header.height() > 0)
                    .orElseThrow(() -> new JobFailure(ErrorCode.BLANK_PAGE, "The browser made an empty picture"));
            ImageHeader target = output.resize() == null ? size : Resizer.target(size, output.resize());

            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("width", target.width());
            facts.put("height", target.height());
            facts.put("scale", scale);
            facts.put("blank_ratio", blankRatio(shooter, bytes, shot));
            facts.putAll(place);
            return new Rendered(
                    output.kindName(),
                    output.kindName(),
                    output.format().extension(),
                    output.format().mediaType(),
                    bytes.length,
                    retouched ? () -> Retouch.of(bytes, output, target, quality()) : content(bytes),
                    facts);
        }

        private Supplier<byte[]> content(byte[] bytes) {
            return output.effort() == Effort.SMALL && output.format() == Format.PNG
                    ? () -> PngSqueezer.squeeze(bytes)
                    : () -> bytes;
        }

        private double blankRatio(Shooter shooter, byte[] bytes, Format format) {
            // Java reads no WebP: it gets a look at a small picture of the same.
            return format == Format.WEBP
                    ? BlankRatio.ofPng(shooter.probe(region, Math.min(1, 320 / region.width())))
                    : format == Format.PNG ? BlankRatio.ofPng(bytes) : BlankRatio.ofJpeg(bytes);
        }

        private int quality() {
            Integer quality = output.quality();
            if (quality != null) {
                return quality;
            }
            return output.format() == Format.AVIF ? DEFAULT_AVIF_QUALITY : DEFAULT_QUALITY;
        }
    }
}
