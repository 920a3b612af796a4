package dev.tintype.e2e.fleet;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.redis.RedisExecutable;
import dev.tintype.redis.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** Redis, RabbitMQ, and whatever services a test starts over them; artifacts in one shared folder. */
final class Fleet implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("tintype-fleet");
    private final RedisProcess redis = RedisProcess.start(new RedisProcess.Settings(
            RedisExecutable.find(folder), folder.resolve("redis"), 0, RedisProcess.Fsync.ALWAYS));
    private final Deque<ServiceProcess> services = new ArrayDeque<>();
    private final URI broker;

    Fleet(URI broker) throws IOException {
        this.broker = broker;
    }

    Fleet(RabbitProcess rabbit) throws IOException {
        this(rabbit.uri());
    }

    URI redis() {
        return redis.uri();
    }

    /** An api, ready. */
    ServiceProcess api() throws IOException {
        return launch("dev.tintype.api.ApiApplication", "TINTYPE_PORT", Map.of())
                .ready();
    }

    /** An api that may never get ready. */
    ServiceProcess api(Map<String, String> environment) throws IOException {
        return launch("dev.tintype.api.ApiApplication", "TINTYPE_PORT", environment);
    }

    /** A worker of the noop pool, ready. */
    ServiceProcess worker() throws IOException {
        return launch("dev.tintype.worker.WorkerApplication", "TINTYPE_MANAGEMENT_PORT", Map.of())
                .ready();
    }

    private ServiceProcess launch(String mainClass, String portSetting, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "TINTYPE_AUTH_TOKEN",
                ServiceProcess.TOKEN,
                "TINTYPE_BENCH",
                "true",
                "TINTYPE_DATA_DIR",
                folder.resolve("data").toString(),
                "TINTYPE_WORK_DIR",
                folder.resolve("work").toString(),
                "TINTYPE_POOLS",
                "noop",
                "TINTYPE_SLOTS_NOOP",
                "4",
                "TINTYPE_WORKER_LEASE",
                "3s",
                "TINTYPE_WORKER_BEAT",
                "1s",
                "TINTYPE_REDIS_URL",
                redis.uri().toString(),
                "TINTYPE_RABBIT_URIS",
                broker.toString()));
        all.putAll(environment);
        ServiceProcess service = ServiceProcess.launch(mainClass, portSetting, folder, all);
        services.push(service);
        return service;
    }

    @Override
    public void close() throws IOException {
        services.forEach(ServiceProcess::close);
        redis.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
