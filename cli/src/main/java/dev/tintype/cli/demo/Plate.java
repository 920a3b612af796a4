package dev.tintype.cli.demo;

import java.util.Formatter;
import java.util.Locale;
import java.util.Random;

/**
 * A landscape as an old photographic plate, drawn as SVG: sky, sun or moon, ridges that fade with distance, and the
 * uneven edge that poured collodion leaves. The same number gives the same picture.
 *
 * @param number seeds the ridges
 * @param mood colours and what stands in the foreground
 * @param width of a picture 1000 high
 */
record Plate(int number, Mood mood, int width) {
    private static final int NARROW = 800;
    private static final int WIDE = 1600;
    private static final int HEIGHT = 1000;

    /** Colours from the sky's top to the foreground, the sun's place and what grows in front. */
    enum Mood {
        HERO("#2b1c22", "#b8562f", "#ffd48a", "#e0894a", "#160c0a", 0.66, 0.50, 92, false),
        RIDGE("#26364a", "#c98a6a", "#ffe2b8", "#a8735f", "#14181f", 0.32, 0.52, 62, false),
        PINES("#5d7f7d", "#cfd9b8", "#fff6d6", "#7e9a86", "#12211c", 0.70, 0.36, 54, true),
        SEA("#0f2333", "#3f7484", "#d8eee6", "#2d5868", "#08141d", 0.62, 0.30, 58, false),
        DUNES("#7fb0b8", "#f3d9a4", "#fff6dc", "#e0a25c", "#6d3115", 0.30, 0.26, 60, false),
        NIGHT("#0a0d20", "#2f3763", "#f4efd8", "#262b52", "#05060f", 0.70, 0.24, 46, true),
        VALLEY("#7a5a74", "#eab695", "#fff0d0", "#b98390", "#22162a", 0.56, 0.46, 60, true),
        COAST("#3a2450", "#e5764f", "#ffd592", "#8a4564", "#150b1c", 0.44, 0.55, 80, false),
        SNOW("#8fa9bd", "#e9e2d6", "#fffaf0", "#cfdae2", "#2c3c4a", 0.64, 0.40, 50, true);

        private final String zenith;
        private final String horizon;
        private final String sun;
        private final String far;
        private final String near;
        private final double sunX;
        private final double sunY;
        private final int sunRadius;
        private final boolean trees;

        Mood(
                String zenith,
                String horizon,
                String sun,
                String far,
                String near,
                double sunX,
                double sunY,
                int sunRadius,
                boolean trees) {
            this.zenith = zenith;
            this.horizon = horizon;
            this.sun = sun;
            this.far = far;
            this.near = near;
            this.sunX = sunX;
            this.sunY = sunY;
            this.sunRadius = sunRadius;
            this.trees = trees;
        }
    }

    /** The plate of a file name such as {@code 3-pines.svg} or {@code 2-ridge-wide.svg}; words without a mood of their own get a ridge. */
    static Plate named(String file) {
        String[] parts = file.replace(".svg", "").split("-", 3);
        Mood mood = Mood.RIDGE;
        for (Mood each : Mood.values()) {
            if (parts.length > 1 && each.name().equalsIgnoreCase(parts[1])) {
                mood = each;
            }
        }
        return new Plate(
                parts[0].matches("\\d{1,3}") ? Integer.parseInt(parts[0]) : 1, mood, parts.length > 2 ? WIDE : NARROW);
    }

    /** The whole picture. */
    String svg() {
        Random random = new Random(number * 7919L);
        Formatter svg = new Formatter(new StringBuilder(64_000), Locale.ROOT);
        svg.format(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" preserveAspectRatio="xMidYMid slice">
                <defs>
                <linearGradient id="sky" x2="0" y2="1"><stop stop-color="%s"/><stop offset=".62" stop-color="%s"/></linearGradient>
                <radialGradient id="glow"><stop stop-color="%s" stop-opacity=".85"/><stop offset="1" stop-color="%s" stop-opacity="0"/></radialGradient>
                <radialGradient id="edge" cx=".5" cy=".5" r=".72"><stop offset=".66" stop-color="#0a0604" stop-opacity="0"/><stop offset="1" stop-color="#0a0604" stop-opacity=".78"/></radialGradient>
                <linearGradient id="sea" x2="0" y2="1"><stop stop-color="%s"/><stop offset="1" stop-color="%s"/></linearGradient>
                <linearGradient id="mist" x2="0" y2="1"><stop stop-color="%s" stop-opacity="0"/><stop offset="1" stop-color="%s" stop-opacity=".5"/></linearGradient>
                </defs>
                <rect width="%d" height="%d" fill="url(#sky)"/>
                """,
                width,
                HEIGHT,
                mood.zenith,
                mood.horizon,
                mood.sun,
                mood.sun,
                Colour.mix(mood.far, mood.near, 0.1),
                Colour.mix(mood.far, mood.near, 0.8),
                mood.sun,
                mood.sun,
                width,
                HEIGHT);
        sky(svg, random);
        if (mood == Mood.SEA || mood == Mood.COAST) {
            sea(svg, random);
        } else {
            land(svg, random);
        }
        svg.format("<rect width=\"%d\" height=\"%d\" fill=\"url(#edge)\"/>\n", width, HEIGHT);
        pour(svg, random);
        return svg.format("</svg>%n").toString();
    }

    private void sky(Formatter svg, Random random) {
        double x = mood.sunX * width;
        double y = mood.sunY * HEIGHT;
        if (mood == Mood.NIGHT || mood == Mood.SEA) {
            for (int star = 0; star < width / 7; star++) {
                svg.format(
                        "<circle cx=\"%.0f\" cy=\"%.0f\" r=\"%.1f\" fill=\"#fff\" opacity=\"%.2f\"/>",
                        random.nextDouble() * width,
                        random.nextDouble() * HEIGHT * 0.55,
                        0.6 + random.nextDouble() * 1.6,
                        0.25 + random.nextDouble() * 0.7);
            }
        }
        svg.format("<circle cx=\"%.0f\" cy=\"%.0f\" r=\"%d\" fill=\"url(#glow)\"/>", x, y, mood.sunRadius * 5);
        svg.format("<circle cx=\"%.0f\" cy=\"%.0f\" r=\"%d\" fill=\"%s\"/>\n", x, y, mood.sunRadius, mood.sun);
        for (int cloud = 0; cloud < 6; cloud++) {
            double top = HEIGHT * (0.10 + random.nextDouble() * 0.32);
            double left = random.nextDouble() * width - 160;
            svg.format(
                    "<ellipse cx=\"%.0f\" cy=\"%.0f\" rx=\"%.0f\" ry=\"%.0f\" fill=\"%s\" opacity=\".13\"/>",
                    left + 160, top, 150 + random.nextDouble() * 190, 5 + random.nextDouble() * 11, mood.sun);
        }
    }

    /** Ridges from far to near, each darker and rougher than the one behind it, with mist between them. */
    private void land(Formatter svg, Random random) {
        int layers = 6;
        for (int layer = 0; layer < layers; layer++) {
            double depth = layer / (layers - 1.0);
            double base = HEIGHT * (0.50 + 0.42 * depth);
            double height = HEIGHT * (mood == Mood.DUNES ? 0.07 : 0.13) * (1 - 0.35 * depth);
            boolean smooth = mood == Mood.DUNES;
            String ridge = ridge(random, base, height, smooth);
            svg.format("<path d=\"%s\" fill=\"%s\"/>\n", ridge, Colour.mix(mood.far, mood.near, depth));
            if (layer < layers - 1) {
                svg.format("<path d=\"%s\" fill=\"url(#mist)\" opacity=\"%.2f\"/>\n", ridge, 0.75 - 0.6 * depth);
            }
            if (mood.trees && layer >= layers - 3) {
                trees(svg, random, base - height * 0.15, Colour.mix(mood.far, mood.near, depth), 46 + 70 * depth);
            }
        }
    }

    private String ridge(Random random, double base, double height, boolean smooth) {
        double[] phase = random.doubles(5, 0, Math.PI * 2).toArray();
        Formatter path = new Formatter(Locale.ROOT).format("M0 %d", HEIGHT);
        for (int x = 0; x <= width; x += 8) {
            double t = x / (double) NARROW;
            double wave = 0;
            double weight = 1;
            for (int octave = 0; octave < (smooth ? 2 : 5); octave++) {
                double turn = Math.sin(t * (2.1 + octave * 2.3) * (1 + octave * 0.9) + phase[octave]);
                wave += weight * (smooth ? turn : 1 - 2 * Math.abs(turn));
                weight *= 0.48;
            }
            path.format(" L%d %.1f", x, base - height * wave * 0.6);
        }
        return path.format(" L%d %d Z", width, HEIGHT).toString();
    }

    private void trees(Formatter svg, Random random, double base, String colour, double size) {
        svg.format("<path fill=\"%s\" d=\"", colour);
        for (double x = -20; x < width + 20; x += size * (0.24 + random.nextDouble() * 0.36)) {
            double tall = size * (0.7 + random.nextDouble() * 0.9);
            double wide = tall * 0.19;
            double foot = base + size * 0.55 + random.nextDouble() * size * 0.4;
            svg.format("M%.1f %.1f", x, foot - tall);
            for (int tier = 1; tier <= 5; tier++) {
                svg.format("l%.1f %.1f l%.1f %.1f", wide * tier * 0.32, tall * 0.2, -wide * tier * 0.16, -tall * 0.03);
            }
            svg.format("L%.1f %.1f", x, foot + size * 0.1);
            for (int tier = 5; tier >= 1; tier--) {
                double out = wide * (tier * 0.32 + (tier - 1) * 0.13);
                svg.format("L%.1f %.1f", x - out, foot - tall + tall * 0.17 * tier + tall * 0.02);
                svg.format("L%.1f %.1f", x - out * 0.55, foot - tall + tall * 0.17 * (tier - 1) + tall * 0.02);
            }
            svg.format("Z");
        }
        svg.format("\"/>%n");
    }

    /** Water with the sun's path on it, and a headland. */
    private void sea(Formatter svg, Random random) {
        double horizon = HEIGHT * 0.58;
        svg.format(
                "<path d=\"%s\" fill=\"%s\"/>",
                ridge(random, horizon + 4, HEIGHT * 0.07, false), Colour.mix(mood.far, mood.near, 0.25));
        svg.format(
                "<rect y=\"%.0f\" width=\"%d\" height=\"%.0f\" fill=\"url(#sea)\"/>", horizon, width, HEIGHT - horizon);
        double x = mood.sunX * width;
        for (int line = 0; line < 64; line++) {
            double depth = line / 64.0;
            double spread = 30 + 230 * depth;
            svg.format(
                    "<rect x=\"%.0f\" y=\"%.1f\" width=\"%.0f\" height=\"%.1f\" rx=\"2\" fill=\"%s\" opacity=\"%.2f\"/>",
                    x + (random.nextDouble() - 0.62) * spread,
                    horizon + 4 + depth * depth * HEIGHT * 0.4,
                    14 + random.nextDouble() * (40 + 90 * depth),
                    1.2 + 4 * depth,
                    mood.sun,
                    0.75 - 0.6 * depth);
        }
        svg.format("<path d=\"%s\" fill=\"%s\"/>\n", ridge(random, HEIGHT * 0.97, HEIGHT * 0.1, false), mood.near);
    }

    /** The bare corner and the wavy rim that a hand-poured coating leaves. */
    private void pour(Formatter svg, Random random) {
        Formatter rim = new Formatter(Locale.ROOT).format("M0 0H%dV%dH0Z M", width, HEIGHT);
        double[] phase = random.doubles(3, 0, Math.PI * 2).toArray();
        int points = 160;
        for (int point = 0; point < points; point++) {
            double turn = point * 2 * Math.PI / points;
            double wobble = 5 * Math.sin(3 * turn + phase[0])
                    + 3.5 * Math.sin(7 * turn + phase[1])
                    + 2.5 * Math.sin(13 * turn + phase[2]);
            double x = superellipse(Math.cos(turn)) * (width / 2.0 - 14 + wobble) + width / 2.0;
            double y = superellipse(Math.sin(turn)) * (HEIGHT / 2.0 - 14 + wobble) + HEIGHT / 2.0;
            rim.format("%s%.1f %.1f", point == 0 ? "" : " L", x, y);
        }
        svg.format("<path fill-rule=\"evenodd\" fill=\"#0d0806\" opacity=\".9\" d=\"%sZ\"/>%n", rim);
    }

    private static double superellipse(double unit) {
        return Math.copySign(Math.pow(Math.abs(unit), 0.16), unit);
    }
}
