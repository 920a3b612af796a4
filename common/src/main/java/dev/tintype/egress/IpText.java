package dev.tintype.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads and writes addresses strictly: dotted quads and RFC 4291 §2.2 text, nothing a browser would have to guess. */
final class IpText {
    private IpText() {}

    /**
     * Parses an address without brackets or zone.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Ip parse(String text) {
        return text.indexOf(':') >= 0 ? v6(text) : v4(text);
    }

    /** As browsers write it: dotted quad, or RFC 5952 §4 with all groups in hexadecimal. */
    static String write(Ip ip) {
        if (!ip.v6()) {
            return IntStream.of(24, 16, 8, 0)
                    .mapToObj(shift -> Long.toString(ip.low() >>> shift & 0xff))
                    .collect(Collectors.joining("."));
        }
        long[] groups = IntStream.range(0, 8)
                .mapToLong(i -> (i < 4 ? ip.high() : ip.low()) >>> (48 - 16 * (i % 4)) & 0xffff)
                .toArray();
        int start = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return length < 2 ? hex(groups, 0, 8) : hex(groups, 0, start) + "::" + hex(groups, start + length, 8);
    }

    private static String hex(long[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Long.toHexString(groups[i]))
                .collect(Collectors.joining(":"));
    }

    private static Ip v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw notAnAddress();
        }
        int bits = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(part) > 255) {
                throw notAnAddress();
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return Ip.v4(bits);
    }

    private static Ip v6(String text) {
        int gap = text.indexOf("::");
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        int missing = 8 - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw notAnAddress();
        }
        List<Integer> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail);
        return new Ip(true, join(all.subList(0, 4)), join(all.subList(4, 8)));
    }

    private static long join(List<Integer> groups) {
        return groups.stream().mapToLong(Integer::longValue).reduce(0, (bits, group) -> bits << 16 | group);
    }

    private static List<Integer> groups(String text, boolean mayEndInV4) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (mayEndInV4 && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                long quad = v4(parts[i]).low();
                groups.add((int) (quad >>> 16));
                groups.add((int) (quad & 0xffff));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                throw notAnAddress();
            }
        }
        return groups;
    }

    private static IllegalArgumentException notAnAddress() {
        return new IllegalArgumentException("is not an IP address");
    }
}
