package dev.tintype.api;

import dev.tintype.broker.Broker;
import dev.tintype.redis.RedisGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The api as it runs, one per JVM, on a free port over the tests' Redis. Ends with the JVM. */
final class ApiServer {
    /** How many jobs of the tenant crowd may wait. */
    static final int CROWD_QUEUED = 3;

    static final int MOST_WAITS = 500;
    /** Signs links as Pixashot's guide does. */
    static final String SIGNING_SECRET = "a-secret-that-signs-links";

    private static @Nullable ApiServer shared;

    private final RedisGate gate;
    private final ConfigurableApplicationContext context;

    private ApiServer(RedisGate gate, String... more) {
        this.gate = gate;
        SpringApplication application = ApiApplication.application(Brokers.class);
        application.setRegisterShutdownHook(false);
        List<String> args = new ArrayList<>(List.of(
                "--tintype.port=0",
                "--tintype.redis.url=" + gate.uri(),
                "--tintype.data-dir=" + folder(),
                "--tintype.auth.token=" + ApiTest.BOOTSTRAP,
                "--tintype.seal.keys=a-key-of-the-tests-with-32-letters",
                "--tintype.url-signing-secret=" + SIGNING_SECRET,
                "--tintype.limits.waits=" + MOST_WAITS,
                "--tintype.egress.proxies.berlin=http://proxy.example:3128",
                "--tintype.auth.failures=100000",
                "--tintype.tenants.crowd.queued=" + CROWD_QUEUED,
                "--tintype.tenants.crowd.result-ttl-max=1h",
                "--tintype.management-port=0",
                "--server.address=127.0.0.1"));
        for (String own : more) {
            // given twice it would be a list
            args.removeIf(usual -> usual.startsWith(own.substring(0, own.indexOf('=') + 1)));
            args.add(own);
        }
        this.context = application.run(args.toArray(String[]::new));
    }

    /** The one that tests share. */
    static synchronized ApiServer on(URI redis) {
        ApiServer server = shared;
        if (server == null) {
            server = start(redis);
            shared = server;
        }
        return server;
    }

    /** One of the test's own, with {@code more} settings as arguments; to be closed. */
    static ApiServer start(URI redis, String... more) {
        try {
            return new ApiServer(RedisGate.to(redis), more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? 0 : server.getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TestBroker broker() {
        return context.getBean(TestBroker.class);
    }

    /** The way to its Redis. */
    RedisGate gate() {
        return gate;
    }

    void close() {
        context.close();
        gate.close();
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("tintype-api");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(BrokenController.class)
    static class Brokers {
        @Bean
        Broker broker() {
            return new TestBroker();
        }
    }
}
