package dev.tintype.cli.demo;

import java.util.HexFormat;

/** Colours as {@code #rrggbb}. */
final class Colour {
    private Colour() {}

    /** @param share of {@code second}, 0 to 1 */
    static String mix(String first, String second, double share) {
        byte[] a = HexFormat.of().parseHex(first.substring(1));
        byte[] b = HexFormat.of().parseHex(second.substring(1));
        byte[] mixed = new byte[3];
        for (int channel = 0; channel < 3; channel++) {
            double from = a[channel] & 0xff;
            mixed[channel] = (byte) Math.round(from + ((b[channel] & 0xff) - from) * share);
        }
        return "#" + HexFormat.of().formatHex(mixed);
    }
}
