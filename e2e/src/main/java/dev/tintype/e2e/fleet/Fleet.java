package dev.tintype.e2e.fleet;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.RedisClient;

/**
 * Redis, a broker, and whatever services a test starts over them; artifacts in one shared folder. Short leases and pauses,
 * so that what has to be waited for is waited for in seconds.
 */
public final class Fleet implements AutoCloseable {
    private static final String MARK = "TINTYPE_FLEET";
    /** Starts fast, runs slowly: right for most experiments. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private final String mark = UUID.randomUUID().toString();
    private final Path folder;
    private final RedisServer redis;
    private final RedisClient client;
    private final List<ServiceProcess> services = new CopyOnWriteArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final URI broker;
    private final Map<String, String> settings;
    private final List<String> jvm;

    /**
     * @param fsync how often Redis makes its log durable
     * @param settings for every service, beside the usual ones
     */
    public Fleet(URI broker, Fsync fsync, Map<String, String> settings) throws IOException {
        this(broker, fsync, settings, SMALL);
    }

    /** @param jvm flags for the JVM of every service */
    public Fleet(URI broker, Fsync fsync, Map<String, String> settings, List<String> jvm) throws IOException {
        this(Files.createTempDirectory("tintype-fleet"), broker, fsync, settings, jvm);
    }

    /** @param folder for everything of the fleet; gone with it */
    public Fleet(Path folder, URI broker, Fsync fsync, Map<String, String> settings) throws IOException {
        this(folder, broker, fsync, settings, SMALL);
    }

    private Fleet(Path folder, URI broker, Fsync fsync, Map<String, String> settings, List<String> jvm)
            throws IOException {
        this.folder = folder;
        this.jvm = List.copyOf(jvm);
        this.broker = broker;
        this.settings = Map.copyOf(settings);
        this.redis = RedisServer.start(folder.resolve("redis"), fsync);
        this.client = RedisClients.pooled(redis.uri());
    }

    Fleet(URI broker) throws IOException {
        this(broker, Fsync.ALWAYS, Map.of());
    }

    Fleet(RabbitProcess rabbit) throws IOException {
        this(rabbit.uri());
    }

    URI redis() {
        return redis.uri();
    }

    public RedisServer redisServer() {
        return redis;
    }

    /** A client of the fleet's Redis, for whoever wants to look. */
    public RedisClient ledger() {
        return client;
    }

    /** A way to the fleet's Redis that can be disturbed: for {@code TINTYPE_REDIS_URL} of some services. */
    public FaultProxy redisProxy() throws IOException {
        return proxy(redis.uri());
    }

    /** A way to any server that can be disturbed; closed with the fleet. */
    public FaultProxy proxy(URI target) throws IOException {
        FaultProxy proxy = FaultProxy.to(target);
        proxies.add(proxy);
        return proxy;
    }

    /** Where the services keep their artifacts. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Every service started until now. */
    public List<ServiceProcess> services() {
        return services;
    }

    /** An api, ready. */
    public ServiceProcess api() throws IOException {
        return api(Map.of()).ready();
    }

    /** An api that may never get ready. */
    public ServiceProcess api(Map<String, String> environment) throws IOException {
        return launch("dev.tintype.api.ApiApplication", "TINTYPE_PORT", environment);
    }

    /** A worker of the noop and callback pools, ready. */
    public ServiceProcess worker() throws IOException {
        return worker(Map.of()).ready();
    }

    /** A worker that may never get ready. */
    public ServiceProcess worker(Map<String, String> environment) throws IOException {
        return launch("dev.tintype.worker.WorkerApplication", "TINTYPE_MANAGEMENT_PORT", environment);
    }

    private ServiceProcess launch(String mainClass, String portSetting, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>(Map.ofEntries(
                Map.entry(MARK, mark),
                Map.entry("TINTYPE_MANAGEMENT_PORT", "0"),
                Map.entry("TINTYPE_AUTH_TOKEN", ServiceProcess.TOKEN),
                Map.entry("TINTYPE_SEAL_KEYS", "a-key-of-the-fleet-with-32-letters"),
                Map.entry("TINTYPE_BENCH", "true"),
                Map.entry("TINTYPE_DATA_DIR", data().toString()),
                Map.entry("TINTYPE_WORK_DIR", folder.resolve("work").toString()),
                Map.entry("TINTYPE_POOLS", "noop,callback"),
                Map.entry("TINTYPE_SLOTS_NOOP", "4"),
                Map.entry("TINTYPE_WORKER_LEASE", "3s"),
                Map.entry("TINTYPE_WORKER_BEAT", "1s"),
                Map.entry("TINTYPE_LEDGER_REDISPATCH", "10s"),
                Map.entry("TINTYPE_LEDGER_BACKOFF_BASE", "500ms"),
                Map.entry("TINTYPE_LEDGER_BACKOFF_CAP", "2s"),
                Map.entry("TINTYPE_REDIS_URL", redis.uri().toString()),
                Map.entry("TINTYPE_RABBIT_URIS", broker.toString())));
        all.putAll(settings);
        all.putAll(environment);
        ServiceProcess service = ServiceProcess.launch(mainClass, portSetting, folder, jvm, all);
        services.add(service);
        return service;
    }

    /** Ends every service that runs, as SIGTERM does. @return programs that one of them started and that are still there */
    public List<String> stopServices() throws InterruptedException {
        for (ServiceProcess service : services) {
            if (service.alive()) {
                service.terminate();
            }
        }
        return left();
    }

    private List<String> left() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(this::isOurs)
                    .map(handle -> handle.pid() + " " + handle.info().command().orElse("?"))
                    .toList();
        }
    }

    private boolean isOurs(ProcessHandle handle) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1)
                    .contains(MARK + "=" + mark + "\0");
        } catch (IOException e) {
            return false; // it has just ended, or is another user's
        }
    }

    @Override
    public void close() throws IOException {
        services.forEach(ServiceProcess::close);
        proxies.forEach(FaultProxy::close);
        client.close();
        redis.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
