package dev.tintype.cli.server;

import dev.tintype.cli.client.TintypeClient;
import java.net.URI;

/**
 * A server and the key for it.
 *
 * @param url base address
 */
public record Connection(URI url, String key) {
    public TintypeClient client() {
        return new TintypeClient(url, key);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Connection[" + url + "]";
    }
}
