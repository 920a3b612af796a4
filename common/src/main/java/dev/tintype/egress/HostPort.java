package dev.tintype.egress;

/**
 * Where a URL points.
 *
 * @param port 1 to 65535
 */
public record HostPort(Host host, int port) {
    /**
     * Reads {@code host[:port]} as it stands in a URL or after CONNECT.
     *
     * @param defaultPort for a missing or empty port
     * @throws IllegalArgumentException for anything else, credentials included
     */
    public static HostPort parse(String authority, int defaultPort) {
        int close = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(close, 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        return new HostPort(Host.parse(host), port.isEmpty() ? defaultPort : port(port));
    }

    static int port(String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("needs a port from 1 to 65535");
        }
        return Integer.parseInt(digits);
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return host.text() + ":" + port;
    }
}
