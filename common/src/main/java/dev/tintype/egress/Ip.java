package dev.tintype.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address as a number. Unlike {@link InetAddress} it keeps {@code ::ffff:127.0.0.1} an IPv6 address, so
 * that an IPv4-mapped literal cannot pass as the IPv4 one it hides.
 *
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address itself
 */
record Ip(boolean v6, long high, long low) {
    static Ip of(InetAddress address) {
        return of(address.getAddress());
    }

    private static Ip of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == 4 ? v4(buffer.getInt()) : new Ip(true, buffer.getLong(), buffer.getLong());
    }

    static Ip v4(int bits) {
        return new Ip(false, 0, Integer.toUnsignedLong(bits));
    }

    /** How many bits an address of this family has. */
    int width() {
        return v6 ? 128 : 32;
    }

    /** The first address of this address's network of {@code prefix} bits. */
    Ip network(int prefix) {
        if (!v6) {
            return new Ip(false, 0, prefix == 0 ? 0 : low & (0xffff_ffffL << (32 - prefix)) & 0xffff_ffffL);
        }
        if (prefix <= 64) {
            return new Ip(true, prefix == 0 ? 0 : high & (-1L << (64 - prefix)), 0);
        }
        return new Ip(true, high, low & (-1L << (128 - prefix)));
    }

    /** For dialling. An IPv4-mapped address becomes the IPv4 address, as the system would treat it. */
    InetAddress toInetAddress() {
        byte[] bytes = v6
                ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
                : ByteBuffer.allocate(4).putInt((int) low).array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
