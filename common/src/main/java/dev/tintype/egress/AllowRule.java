package dev.tintype.egress;

import java.util.OptionalInt;

/** One entry of the operator's allow list. */
sealed interface AllowRule {
    /** The port it opens; empty: those every host has. */
    OptionalInt port();

    /**
     * All addresses of a name.
     *
     * @param below whether it means the names below {@code name} instead of the name itself
     */
    record ByName(String name, boolean below, OptionalInt port) implements AllowRule {
        boolean covers(Host host) {
            return host instanceof Host.Name(String text) && (below ? text.endsWith("." + name) : text.equals(name));
        }
    }

    /** Addresses, however they were named. */
    record ByRange(Cidr range, OptionalInt port) implements AllowRule {
        boolean covers(Ip ip) {
            return range.contains(ip);
        }
    }

    /**
     * Parses one entry.
     *
     * @throws IllegalArgumentException naming the entry, what is wrong and the forms there are
     */
    static AllowRule parse(String entry) {
        try {
            return read(entry.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Egress rule '" + entry + "' " + e.getMessage()
                            + ". Write host[:port], *.host[:port], IPv4[/length][:port] or [IPv6][/length][:port]",
                    e);
        }
    }

    private static AllowRule read(String entry) {
        String target = entry;
        OptionalInt port = OptionalInt.empty();
        int colon = entry.lastIndexOf(':');
        boolean bareV6 = !entry.startsWith("[") && entry.indexOf(':') != colon;
        if (colon > entry.lastIndexOf(']') && !bareV6) {
            target = entry.substring(0, colon);
            port = OptionalInt.of(HostPort.port(entry.substring(colon + 1)));
        }
        if (target.startsWith("*.")) {
            return new ByName(name(target.substring(2)), true, port);
        }
        if (bareV6 || target.startsWith("[") || target.indexOf('/') >= 0) {
            return new ByRange(Cidr.parse(target.replaceFirst("^\\[([^]]*)]", "$1")), port);
        }
        return switch (Host.parse(target)) {
            case Host.Literal(Ip ip) -> new ByRange(new Cidr(ip, ip.width()), port);
            case Host.Name(String text) -> new ByName(text, false, port);
        };
    }

    private static String name(String text) {
        if (Host.parse(text) instanceof Host.Name(String name)) {
            return name;
        }
        throw new IllegalArgumentException("has an address after *.");
    }
}
