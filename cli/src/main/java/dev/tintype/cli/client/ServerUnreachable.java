package dev.tintype.cli.client;

import java.net.URI;

/** Nothing that speaks our API answers at the address, or it went away and did not come back in time. */
public final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final URI server;

    public ServerUnreachable(URI server, String reason) {
        super(reason);
        this.server = server;
    }

    public ServerUnreachable(URI server, String reason, Throwable cause) {
        super(reason, cause);
        this.server = server;
    }

    /** Where it should have been. */
    public URI server() {
        return server;
    }
}
