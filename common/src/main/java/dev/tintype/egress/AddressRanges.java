package dev.tintype.egress;

import java.net.InetAddress;
import java.util.List;

/** Addresses and ranges of addresses, as people write them: {@code 192.0.2.7}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}. Immutable. */
public final class AddressRanges {
    private final List<Cidr> ranges;

    private AddressRanges(List<Cidr> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException saying what is wrong with the first that is neither, without naming it */
    public static AddressRanges of(List<String> texts) {
        return new AddressRanges(texts.stream().map(Cidr::parse).toList());
    }

    /** Whether {@code address}, a literal, is in one of them; what is no address is in none. An IPv4-mapped one counts as IPv4. */
    public boolean contains(String address) {
        Ip ip;
        try {
            ip = Ip.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
        return ranges.stream().anyMatch(range -> range.contains(ip));
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
