package dev.tintype.worker.media;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Colour profiles made as ICC.1:2022 says, and pictures that have them. */
public final class Profiles {
    /** XYZ under D50 of red, green and blue. */
    public static final List<Double> DISPLAY_P3 =
            List.of(0.51512, 0.24120, -0.00105, 0.29198, 0.69225, 0.04189, 0.15710, 0.06657, 0.78407);

    public static final List<Double> ADOBE_RGB =
            List.of(0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457);

    public static final List<Double> PROPHOTO =
            List.of(0.79767, 0.28804, 0.0, 0.13519, 0.71187, 0.0, 0.03135, 0.00009, 0.82491);

    public static final List<Double> SRGB =
            List.of(0.43607, 0.22249, 0.01392, 0.38515, 0.71687, 0.09708, 0.14307, 0.06061, 0.71410);

    private static final int HEADER = 128;
    private static final int BEFORE_FIRST_CHUNK = 33;

    private Profiles() {}

    /** A curve that is a power. */
    public static byte[] gamma(double gamma) {
        return bytes(tag("curv", 16).putInt(1).putShort((short) Math.round(gamma * 256)));
    }

    /** A curve of points: a power again. */
    public static byte[] points(double gamma, int count) {
        ByteBuffer tag = tag("curv", (12 + 2 * count + 3) / 4 * 4).putInt(count);
        for (int n = 0; n < count; n++) {
            tag.putShort((short) Math.round(65535 * Math.pow((double) n / (count - 1), gamma)));
        }
        return bytes(tag);
    }

    /** A curve with parameters. */
    public static byte[] parametric(int type, double... values) {
        ByteBuffer tag =
                tag("para", 12 + 4 * values.length).putShort((short) type).putShort((short) 0);
        for (double value : values) {
            tag.putInt((int) Math.round(value * 65536));
        }
        return bytes(tag);
    }

    /** That of sRGB. */
    public static byte[] srgbCurve() {
        return parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
    }

    /** A profile with a matrix. */
    public static byte[] matrix(List<Double> colorants, byte[] curve) {
        Map<String, byte[]> tags = common();
        for (int n = 0; n < 3; n++) {
            char channel = "rgb".charAt(n);
            tags.put(channel + "XYZ", xyz(colorants.get(3 * n), colorants.get(3 * n + 1), colorants.get(3 * n + 2)));
            tags.put(channel + "TRC", curve);
        }
        return profile("RGB ", tags);
    }

    /** A profile of grey. */
    public static byte[] grey(byte[] curve) {
        Map<String, byte[]> tags = common();
        tags.put("kTRC", curve);
        return profile("GRAY", tags);
    }

    /** The picture with the profile. */
    public static Path with(Path png, byte[] profile, Path to) throws IOException {
        byte[] picture = Files.readAllBytes(png);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write("tests".getBytes(StandardCharsets.US_ASCII));
        packed.write(new byte[2]);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(profile);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(picture, 0, BEFORE_FIRST_CHUNK);
        byte[] type = "iCCP".getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(packed.toByteArray());
        out.writeInt(packed.size());
        out.write(type);
        out.write(packed.toByteArray());
        out.writeInt((int) sum.getValue());
        out.write(picture, BEFORE_FIRST_CHUNK, picture.length - BEFORE_FIRST_CHUNK);
        return Files.write(to, bytes.toByteArray());
    }

    private static Map<String, byte[]> common() {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        byte[] name = "tests\0".getBytes(StandardCharsets.US_ASCII);
        tags.put("desc", bytes(tag("desc", 100).putInt(name.length).put(name)));
        tags.put("cprt", bytes(tag("text", 16).put(name)));
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        return tags;
    }

    private static byte[] profile(String space, Map<String, byte[]> tags) {
        int at = HEADER + 4 + 12 * tags.size();
        int total = at + tags.values().stream().mapToInt(tag -> tag.length).sum();
        ByteBuffer profile = ByteBuffer.allocate(total);
        profile.putInt(total).putInt(0).putInt(0x02400000);
        profile.put(("mntr" + space + "XYZ ").getBytes(StandardCharsets.US_ASCII));
        profile.put(36, "acsp".getBytes(StandardCharsets.US_ASCII));
        profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
        profile.position(HEADER);
        profile.putInt(tags.size());
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            profile.put(tag.getKey().getBytes(StandardCharsets.US_ASCII))
                    .putInt(at)
                    .putInt(tag.getValue().length);
            at += tag.getValue().length;
        }
        tags.values().forEach(profile::put);
        return bytes(profile);
    }

    private static byte[] xyz(double... values) {
        ByteBuffer tag = tag("XYZ ", 20);
        for (double value : values) {
            tag.putInt((int) Math.round(value * 65536));
        }
        return bytes(tag);
    }

    private static ByteBuffer tag(String type, int length) {
        return ByteBuffer.allocate(length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(0);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }
}
