package dev.tintype.cli.embedded;

import dev.tintype.config.BadSetting;
import dev.tintype.config.MediaProperties;
import dev.tintype.config.TintypeProperties;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExecutable;
import dev.tintype.redis.RedisProcess;
import dev.tintype.redis.RedisStartException;
import dev.tintype.worker.capture.browser.BrowserNotFound;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.FfmpegFinder;
import dev.tintype.worker.media.process.FfmpegNotUsable;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import redis.clients.jedis.RedisClient;

/**
 * Api, worker, broker and Redis in this process and one data folder; no Docker, no root. The same code as the distributed
 * mode but for the broker and who starts Redis. Closing drains: what runs may finish, what waits stays for the next start.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    private final DataFolder folder;
    private final RedisProcess redis;
    private final ConfigurableApplicationContext application;
    private final String adminKey;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::stop, "server-stop");

    private EmbeddedServer(
            DataFolder folder, RedisProcess redis, ConfigurableApplicationContext application, String adminKey) {
        this.folder = folder;
        this.adminKey = adminKey;
        this.redis = redis;
        this.application = application;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts and returns once it accepts jobs.
     *
     * @throws StartFailure naming what is in the way, and the way out
     */
    public static EmbeddedServer start(EmbeddedOptions options) {
        DataFolder folder = DataFolder.open(options.dataDir());
        RedisProcess redis = null;
        try {
            redis = startRedis(folder.path());
            recover(redis.uri());
            String key = AdminKey.of(folder.path(), chosenKey(options));
            EmbeddedServer server =
                    new EmbeddedServer(folder, redis, startApplication(options, folder.path(), redis.uri(), key), key);
            AdminKey.keep(folder.path(), key);
            return server;
        } catch (RuntimeException e) {
            if (redis != null) {
                redis.close();
            }
            folder.close();
            throw startFailure(e, options);
        }
    }

    private static @Nullable String chosenKey(EmbeddedOptions options) {
        String chosen = options.properties().getOrDefault("tintype.auth.token", System.getenv("TINTYPE_AUTH_TOKEN"));
        return chosen == null || chosen.isBlank() ? null : chosen;
    }

    private static @Nullable String chosenSealKeys(EmbeddedOptions options) {
        return options.properties().getOrDefault("tintype.seal.keys", System.getenv("TINTYPE_SEAL_KEYS"));
    }

    private static RedisProcess startRedis(Path folder) {
        return RedisProcess.start(new RedisProcess.Settings(
                RedisExecutable.find(folder.resolve("bin")), folder.resolve("redis"), 0, RedisProcess.Fsync.EVERYSEC));
    }

    /** The lock on the folder says that no worker runs, and the broker begins empty. */
    private static void recover(URI redis) {
        try (RedisClient client = RedisClients.pooled(redis)) {
            new JobLedger(client).recover();
        }
    }

    private static ConfigurableApplicationContext startApplication(
            EmbeddedOptions options, Path folder, URI redis, String key) {
        Map<String, Object> settings = new HashMap<>(options.properties());
        settings.put("tintype.data-dir", folder.toString());
        settings.put("tintype.redis.url", redis.toString());
        settings.put("tintype.auth.token", key);
        settings.put("tintype.seal.keys", SealKeyFile.of(folder, chosenSealKeys(options)));
        settings.put("tintype.port", options.port());
        settings.put("server.port", options.port());
        settings.put(
                "logging.file.name",
                folder.resolve("logs").resolve("tintype.log").toString());
        // What goes on is for the log file; the terminal belongs to the command.
        settings.putIfAbsent("logging.threshold.console", "OFF");
        // A wrong address is the caller's mistake, and told to them.
        settings.putIfAbsent("logging.level.org.springframework.web.servlet.PageNotFound", "error");
        return new SpringApplicationBuilder(EmbeddedConfiguration.class)
                .bannerMode(Banner.Mode.OFF)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(false)
                .run(arguments(settings));
    }

    /** Command line arguments go before environment and files. */
    private static String[] arguments(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static RuntimeException startFailure(RuntimeException failure, EmbeddedOptions options) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartFailure known) {
                return known;
            }
            if (cause instanceof PortInUseException) {
                return new StartFailure(
                        "port " + options.port() + " is in use",
                        "stop what listens there, or choose another with --port (0 takes any free one)");
            }
            if (cause instanceof BadSetting setting) {
                return new StartFailure(String.valueOf(setting.getMessage()), setting.wayOut());
            }
            if (cause instanceof BrowserNotFound missing) {
                return new StartFailure(
                        String.valueOf(missing.getMessage()), "'tintype doctor' tells what else this machine lacks");
            }
            if (cause instanceof RedisStartException redis) {
                return new StartFailure(String.valueOf(redis.getMessage()), "see the message; the data are untouched");
            }
        }
        return failure;
    }

    /** Where it listens. */
    public URI url() {
        WebServerApplicationContext web = (WebServerApplicationContext) application;
        return URI.create(
                "http://127.0.0.1:" + Objects.requireNonNull(web.getWebServer()).getPort());
    }

    /** A key that may do everything. */
    public String adminKey() {
        return adminKey;
    }

    /**
     * The FFmpeg of its media jobs.
     *
     * @throws FfmpegNotUsable naming what is missing
     */
    public Ffmpeg ffmpeg() {
        return new FfmpegFinder()
                .find(
                        application.getBean(MediaProperties.class).ffmpeg(),
                        application.getBean(TintypeProperties.class).cache());
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            log.debug("the JVM is ending", e);
        }
    }

    /** In this order: the worker still writes to Redis while it drains. */
    private synchronized void stop() {
        if (closed.compareAndSet(false, true)) {
            try (folder;
                    redis) {
                application.close();
            }
        }
    }
}
