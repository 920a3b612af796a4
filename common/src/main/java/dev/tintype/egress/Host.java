package dev.tintype.egress;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The host of a URL, read as a browser reads it (WHATWG URL §3.5): case, trailing dot, internationalised names, and IPv4
 * addresses in decimal, octal, hexadecimal and short forms. The one parser for hosts, so that what is checked is what is dialled.
 */
public sealed interface Host {
    /** The one spelling of this host, IPv6 in brackets. */
    String text();

    /**
     * A name that has to be looked up.
     *
     * @param text lower-case ASCII without trailing dot
     */
    record Name(String text) implements Host {
        /** Whether this is {@code localhost} or below it, which no look-up may turn into anything else (RFC 6761 §6.3). */
        boolean isLocalhost() {
            return text.equals("localhost") || text.endsWith(".localhost");
        }
    }

    /** An address. */
    record Literal(Ip ip) implements Host {
        @Override
        public String text() {
            return ip.v6() ? "[" + IpText.write(ip) + "]" : IpText.write(ip);
        }

        /** For dialling. */
        public InetAddress address() {
            return ip.toInetAddress();
        }
    }

    /**
     * Reads a host; IPv6 must stand in brackets.
     *
     * @throws IllegalArgumentException if no browser would accept it
     */
    static Host parse(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return new Literal(IpText.parse(host.substring(1, host.length() - 1)));
        }
        String ascii = ascii(host);
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (last.matches("\\d+") || last.matches("0x[0-9a-f]*")) {
            return new Literal(looseV4(name));
        }
        if (name.length() > 253 || !name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*")) {
            throw new IllegalArgumentException("is not a host name");
        }
        return new Name(name);
    }

    private static String ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a host name", e);
        }
    }

    /** One to four numbers, each decimal, octal ({@code 0…}) or hexadecimal ({@code 0x…}), the last one filling the rest. */
    private static Ip looseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            throw notV4();
        }
        long bits = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]).orElseThrow(Host::notV4);
            boolean last = i == parts.length - 1;
            if (part >= (last ? 1L << (8 * (5 - parts.length)) : 256)) {
                throw notV4();
            }
            bits |= last ? part : part << (24 - 8 * i);
        }
        return Ip.v4((int) bits);
    }

    private static OptionalLong number(String text) {
        boolean hex = text.startsWith("0x");
        boolean octal = !hex && text.length() > 1 && text.startsWith("0");
        String digits = hex ? text.substring(2) : text;
        if (hex && digits.isEmpty()) {
            return OptionalLong.of(0);
        }
        if (!digits.matches(hex ? "[0-9a-f]+" : octal ? "[0-7]+" : "\\d+")) {
            return OptionalLong.empty();
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 12
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(significant, hex ? 16 : octal ? 8 : 10));
    }

    private static IllegalArgumentException notV4() {
        return new IllegalArgumentException("looks like an IPv4 address and is none");
    }
}
