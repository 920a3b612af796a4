package dev.tintype.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What docs/install.md says of backups: taken in its order while jobs go on, they bring every job of before to its end. */
class BackupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int JOBS = 150;
    private static final long SEED = 2_026L;

    @Test
    void a_copy_made_under_load_is_whole(@TempDir Path copies, @TempDir Path second) throws Exception {
        Random random = new Random(SEED);
        try (RabbitProcess rabbit = RabbitProcess.start()) {
            Load before;
            try (Fleet fleet = new Fleet(rabbit.uri(), Fsync.EVERYSEC, Map.of())) {
                ServiceProcess api = fleet.api();
                fleet.worker();
                before = new Load(List.of(api), random);
                before.submit(JOBS, () -> Work.nothing().sleeping(100).storing(20_000));
                Load meanwhile = new Load(List.of(api), random);
                try (AutoCloseable _ =
                        meanwhile.keepSubmitting(2, 5, () -> Work.nothing().storing(1_000))) {
                    backup(fleet, copies);
                }
                assertThat(meanwhile.accepted()).isNotEmpty();
            }
            tar("-C", Files.createDirectories(second.resolve("redis")), "-xf", copies.resolve("redis.tar"));
            tar("-C", Files.createDirectories(second.resolve("data")), "-xf", copies.resolve("store.tar"));
            try (Fleet fleet = new Fleet(second, rabbit.uri(), Fsync.EVERYSEC, Map.of())) {
                ServiceProcess api = fleet.api();
                fleet.worker();
                Checker checker = new Checker(fleet, before, PATIENCE);
                checker.awaitEnd();
                checker.artifacts(api);
                checker.orphans();
            }
        }
    }

    private static void backup(Fleet fleet, Path copies) throws IOException, InterruptedException {
        try (Jedis redis = RedisClients.dedicated(fleet.redis(), Duration.ZERO)) {
            redis.configSet("auto-aof-rewrite-percentage", "0");
            redis.bgrewriteaof();
            await().atMost(PATIENCE)
                    .until(() -> redis.info("persistence").lines().anyMatch("aof_rewrite_in_progress:0"::equals));
        }
        tar("-C", fleet.data().resolveSibling("redis"), "-cf", copies.resolve("redis.tar"), ".");
        tar("-C", fleet.data(), "-cf", copies.resolve("store.tar"), ".");
    }

    /** 1 says that something changed as it was read. */
    private static void tar(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isLessThanOrEqualTo(1);
    }
}
