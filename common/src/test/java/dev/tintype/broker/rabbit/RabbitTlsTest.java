package dev.tintype.broker.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker;
import dev.tintype.config.DistributedConfiguration;
import dev.tintype.job.Pool;
import dev.tintype.redis.RedisExtension;
import dev.tintype.secret.SealConfiguration;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** TLS to a real broker, with the settings as operators give them. */
@ExtendWith(RedisExtension.class)
class RabbitTlsTest {
    @TempDir
    private static Path folder;

    private static RabbitProcess rabbit;
    private static Certificates known;
    private static int port;

    private final URI redis;

    RabbitTlsTest(URI redis) {
        this.redis = redis;
    }

    @BeforeAll
    static void start() throws Exception {
        known = Certificates.make(folder, "ip:127.0.0.1");
        port = RabbitProcess.freePort();
        rabbit = RabbitProcess.start(
                "guest:guest",
                List.of(
                        "listeners.ssl.1 = 127.0.0.1:" + port,
                        "ssl_options.certfile = " + known.certificate(),
                        "ssl_options.keyfile = " + known.key(),
                        "ssl_options.cacertfile = " + known.certificate(),
                        "ssl_options.versions.1 = tlsv1.3",
                        "ssl_options.versions.2 = tlsv1.2"));
    }

    @AfterAll
    static void stop() throws Exception {
        rabbit.close();
    }

    @Test
    void a_broker_whose_certificate_the_bundle_trusts_is_used() {
        try (ConfigurableApplicationContext context = run("127.0.0.1", known)) {
            Broker broker = context.getBean(Broker.class);
            assertThat(broker.available()).isTrue();
            AtomicInteger taken = new AtomicInteger();
            broker.subscribe(Pool.NOOP, 1, envelope -> {
                taken.incrementAndGet();
                return Broker.Outcome.ACK;
            });

            broker.publish(RabbitBrokerTest.envelope());

            await().until(() -> taken.get() == 1);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        Certificates other = Certificates.make(Files.createDirectory(folder.resolve("other")), "ip:127.0.0.1");

        try (ConfigurableApplicationContext context = run("127.0.0.1", other)) {
            assertThat(context.getBean(Broker.class).available()).isFalse();
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused() {
        try (ConfigurableApplicationContext context = run("localhost", known)) {
            assertThat(context.getBean(Broker.class).available()).isFalse();
        }
    }

    @Test
    void a_bundle_that_is_not_there_is_named() {
        assertThatThrownBy(() ->
                        run(Map.of("tintype.rabbit.ssl-bundle", "nowhere")).close())
                .hasStackTraceContaining("TINTYPE_RABBIT_SSL_BUNDLE names no bundle");
    }

    private ConfigurableApplicationContext run(String host, Certificates trusted) {
        return run(Map.of(
                "tintype.rabbit.uris", "amqps://" + host + ":" + port,
                "tintype.rabbit.username", "guest",
                "tintype.rabbit.password", "guest",
                "tintype.rabbit.ssl-bundle", "rabbit",
                "spring.ssl.bundle.pem.rabbit.truststore.certificate", "file:" + trusted.certificate()));
    }

    private ConfigurableApplicationContext run(Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(DistributedConfiguration.class, SealConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(settings);
        return application.run(
                "--tintype.redis.url=" + redis,
                "--tintype.data-dir=" + folder.resolve("data"),
                "--tintype.seal.keys=a-key-of-the-tests-with-32-letters");
    }
}
