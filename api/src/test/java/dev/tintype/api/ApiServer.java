package dev.tintype.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The api as it runs, one per JVM, on a free port over the tests' Redis. Ends with the JVM. */
final class ApiServer {
    private static @Nullable ApiServer shared;

    private final ConfigurableApplicationContext context;

    private ApiServer(URI redis) {
        SpringApplication application = new SpringApplication(ApiApplication.class);
        application.setRegisterShutdownHook(false);
        this.context = application.run(
                "--tintype.port=0",
                "--tintype.redis.url=" + redis,
                "--tintype.data-dir=" + folder(),
                "--tintype.auth.token=" + ApiTest.BOOTSTRAP,
                "--spring.main.banner-mode=off",
                "--server.address=127.0.0.1");
    }

    static synchronized ApiServer on(URI redis) {
        ApiServer server = shared;
        if (server == null) {
            server = new ApiServer(redis);
            shared = server;
        }
        return server;
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

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("tintype-api");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
