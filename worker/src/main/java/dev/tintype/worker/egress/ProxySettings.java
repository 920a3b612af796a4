package dev.tintype.worker.egress;

import java.time.Duration;

/**
 * What tests turn.
 *
 * @param connect for each address dialled
 * @param idle how long nothing may move on a connection
 */
record ProxySettings(Resolver resolver, Duration dns, Duration connect, Duration idle) {
    static final ProxySettings DEFAULT =
            new ProxySettings(Resolver.SYSTEM, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));

    ProxySettings withResolver(Resolver other) {
        return new ProxySettings(other, dns, connect, idle);
    }
}
