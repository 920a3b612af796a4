package dev.tintype.worker.callback;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import redis.clients.jedis.RedisClient;

/** A callback pool as a process of its own, to be killed, or to be told to stop. */
final class PoolProcess {
    /** What it says when it was told to stop. */
    static final String CLOSING = "closing";

    private PoolProcess() {}

    static Process start(URI redis, Receiver receiver) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PoolProcess.class.getName(),
                        redis.toString(),
                        "127.0.0.1:" + receiver.port())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws InterruptedException {
        RedisClient redis = RedisClients.pooled(URI.create(args[0]));
        CallbackSettings settings = PoolTest.QUICK;
        CallbackSettings patient = new CallbackSettings(
                settings.pause(),
                settings.lease(),
                settings.lease(),
                settings.slots(),
                settings.slotsOfQueue(),
                settings.breakerOpen());
        CallbackPool pool = new CallbackPool(
                new CallbackOutbox(redis),
                PoolTest.registry(redis),
                EgressPolicy.of(List.of(args[1])),
                InstantSource.system(),
                patient);
        pool.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println(CLOSING);
            pool.close();
        }));
        new CountDownLatch(1).await();
    }
}
