package dev.tintype.config;

import dev.tintype.broker.rabbit.RabbitSettings;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code tintype.rabbit.*}: the broker of distributed mode.
 *
 * @param uris {@code amqp[s]://[user:password@]host[:port][/vhost]}, one per node
 * @param username goes before the one of the URI
 * @param password as {@code username}
 * @param sslBundle name of the {@code spring.ssl.bundle.*} that says what {@code amqps} trusts, and what it shows to a broker
 *     that asks; null: the JVM's trust store
 * @param confirmTimeout how long a publish waits for the broker's word before the job is left to its timer
 */
@Validated
@ConfigurationProperties("tintype.rabbit")
public record RabbitProperties(
        @DefaultValue("amqp://127.0.0.1:5672") @NotEmpty List<URI> uris,
        @Nullable String username,
        @Nullable String password,
        @Nullable String sslBundle,
        @DefaultValue("3s") Duration confirmTimeout) {
    private static final Duration REQUEUE_PAUSE = Duration.ofSeconds(1);

    /** Settings left empty are settings left out. */
    public RabbitProperties {
        username = username == null || username.isBlank() ? null : username;
        password = password == null || password.isBlank() ? null : password;
        sslBundle = sslBundle == null || sslBundle.isBlank() ? null : sslBundle;
    }

    /** @throws BadSetting naming the setting that cannot be used */
    RabbitSettings settings(SslBundles bundles) {
        try {
            return new RabbitSettings(
                    uris,
                    username,
                    password,
                    sslBundle == null ? null : bundles.getBundle(sslBundle).createSslContext(),
                    confirmTimeout,
                    REQUEUE_PAUSE);
        } catch (NoSuchSslBundleException e) {
            throw new BadSetting(
                    "TINTYPE_RABBIT_SSL_BUNDLE",
                    "names no bundle",
                    "Give it the name of a spring.ssl.bundle that is configured.");
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    "TINTYPE_RABBIT_URIS",
                    String.valueOf(e.getMessage()),
                    "Give amqp://host:5672, commas between nodes.");
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RabbitProperties[…]";
    }
}
