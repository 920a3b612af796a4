package dev.tintype.broker.rabbit;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Where the broker is and how to talk to it.
 *
 * @param uris {@code amqp[s]://[user:password@]host[:port][/vhost]}, one per node; all but host and port is taken from the
 *     first
 * @param username goes before the one of the URI; null: that one
 * @param password as {@code username}
 * @param tls what {@code amqps} trusts and shows; null: the JVM's own trust store
 * @param confirmTimeout how long a publish waits for the broker's word
 * @param requeuePause before a message that could not be looked at comes again
 */
public record RabbitSettings(
        List<URI> uris,
        @Nullable String username,
        @Nullable String password,
        @Nullable SSLContext tls,
        Duration confirmTimeout,
        Duration requeuePause) {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int HEARTBEAT_SECONDS = 10;

    /** @throws IllegalArgumentException saying what is wrong, without quoting a URI: there may be a password in it */
    public RabbitSettings {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("names no broker");
        }
        for (URI uri : uris) {
            String scheme = uri.getScheme();
            if (uri.getHost() == null || scheme == null || !(scheme.equals("amqp") || scheme.equals("amqps"))) {
                throw new IllegalArgumentException("is not amqp[s]://[user:password@]host[:port][/vhost]");
            }
        }
        if (uris.stream().map(URI::getScheme).distinct().count() > 1) {
            throw new IllegalArgumentException("mixes amqp and amqps");
        }
    }

    /** One broker, credentials in the URI, times as in production. */
    public static RabbitSettings of(URI uri) {
        return new RabbitSettings(List.of(uri), null, null, null, Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    /** A factory that is connected when first used. */
    CachingConnectionFactory connect(String name) {
        CachingConnectionFactory caching = new CachingConnectionFactory(client());
        caching.setAddresses(uris.stream().map(RabbitSettings::address).collect(Collectors.joining(",")));
        caching.setConnectionNameStrategy(factory -> name);
        caching.setCloseTimeout(2_000);
        return caching;
    }

    private ConnectionFactory client() {
        ConnectionFactory client = new ConnectionFactory();
        // Spring's containers recover by themselves.
        client.setAutomaticRecoveryEnabled(false);
        client.setConnectionTimeout((int) CONNECT.toMillis());
        client.setHandshakeTimeout((int) CONNECT.toMillis());
        client.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        try {
            client.setUri(uris.getFirst());
            if (client.isSSL()) {
                client.useSslProtocol(tls == null ? SSLContext.getDefault() : tls);
                client.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be used", e);
        }
        if (username != null) {
            client.setUsername(username);
        }
        if (password != null) {
            client.setPassword(password);
        }
        return client;
    }

    private static String address(URI uri) {
        int usual = uri.getScheme().equals("amqps")
                ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT
                : ConnectionFactory.DEFAULT_AMQP_PORT;
        return uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RabbitSettings" + uris.stream().map(RabbitSettings::address).toList();
    }
}
