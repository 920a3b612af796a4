package dev.tintype.worker.egress;

import dev.tintype.egress.Upstream;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A proxy on the way.
 *
 * @param address where it was found
 */
record Through(Upstream upstream, InetSocketAddress address) {
    /** For one connection: has the proxy connect to what is connected to. */
    ProxyHandler handler() {
        String username = upstream.username();
        String password = Objects.requireNonNullElse(upstream.password(), "");
        return switch (upstream.kind()) {
            case HTTP ->
                username == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, username, password);
            case SOCKS5 -> new Socks5ProxyHandler(address, username, password);
        };
    }
}
