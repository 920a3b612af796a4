package dev.tintype.worker.egress;

/** Where a browser's connection stands. */
enum Phase {
    /** Between exchanges. */
    IDLE,
    /** The name is being looked up. */
    DECIDING,
    /** LittleProxy has the request's head and connects. */
    CONNECTING,
    /** The host has the request. */
    WAITING,
    /** The answer's head is on its way to the browser. */
    ANSWERING,
    /** Refused; the rest of the request is thrown away. */
    DRAINING,
    /** The host has been asked for a WebSocket. */
    SWITCHING,
    /** Bytes, of whatever kind, in both directions. */
    TUNNEL;

    /** Whether nothing can come of it once the host is gone. */
    boolean needsHost() {
        return switch (this) {
            case WAITING, ANSWERING, SWITCHING, TUNNEL -> true;
            case IDLE, DECIDING, CONNECTING, DRAINING -> false;
        };
    }
}
