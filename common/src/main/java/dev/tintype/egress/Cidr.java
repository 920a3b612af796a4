package dev.tintype.egress;

/**
 * A range of addresses.
 *
 * @param base its first address
 * @param prefix how many leading bits every address in it shares with {@code base}
 */
record Cidr(Ip base, int prefix) {
    /**
     * Parses {@code 10.0.0.0/8}, {@code fc00::/7}, or a lone address.
     *
     * @throws IllegalArgumentException saying what is wrong, without naming {@code text}
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Ip base = IpText.parse(slash < 0 ? text : text.substring(0, slash));
        int prefix = slash < 0 ? base.width() : prefix(text.substring(slash + 1), base.width());
        if (!base.network(prefix).equals(base)) {
            throw new IllegalArgumentException("has bits set after its prefix of " + prefix);
        }
        return new Cidr(base, prefix);
    }

    private static int prefix(String digits, int width) {
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > width) {
            throw new IllegalArgumentException("needs a prefix length from 0 to " + width);
        }
        return Integer.parseInt(digits);
    }

    boolean contains(Ip ip) {
        return ip.v6() == base.v6() && ip.network(prefix).equals(base);
    }
}
