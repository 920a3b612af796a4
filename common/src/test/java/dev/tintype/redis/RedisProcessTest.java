package dev.tintype.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerHealth;
import dev.tintype.redis.RedisProcess.Fsync;
import dev.tintype.redis.RedisProcess.Settings;
import dev.tintype.redis.RedisStartException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

@SuppressWarnings("NullAway.Init")
class RedisProcessTest {
    @TempDir
    private Path folder;

    private Path executable;
    private Path data;

    @BeforeEach
    void findRedis() {
        executable = RedisExecutable.find(folder);
        data = folder.resolve("data");
    }

    @Test
    void what_was_written_is_there_after_a_restart() {
        try (RedisProcess redis = start();
                RedisClient client = RedisClients.pooled(redis.uri())) {
            client.set("key", "value");
        }
        try (RedisProcess redis = start();
                RedisClient client = RedisClients.pooled(redis.uri())) {
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    @Test
    void it_keeps_every_change_on_disk_and_never_evicts() {
        try (RedisProcess redis = RedisProcess.start(new Settings(executable, data, 0, Fsync.ALWAYS));
                RedisClient client = RedisClients.pooled(redis.uri())) {
            LedgerHealth health = new JobLedger(client).ping();
            assertThat(health.durability()).isEqualTo("strict");
            assertThat(health.maxmemoryPolicy()).isEqualTo("noeviction");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_and_no_list_of_processes_shows_it() {
        try (RedisProcess redis = start();
                RedisClient stranger = RedisClients.pooled(URI.create("redis://127.0.0.1:" + redis.port()))) {
            assertThatThrownBy(stranger::dbSize).hasMessageContaining("NOAUTH");

            String password = redis.uri().getUserInfo().substring(1);
            assertThat(children().map(child -> child.info().commandLine().orElse("")))
                    .isNotEmpty()
                    .noneMatch(command -> command.contains(password));
        }
    }

    @Test
    void only_the_owner_may_read_the_folder() throws IOException {
        try (RedisProcess redis = start()) {
            assertThat(redis.healthy()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void closing_ends_the_process() {
        RedisProcess redis = start();
        assertThat(redis.healthy()).isTrue();

        long begun = System.nanoTime();
        redis.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("not killed").isLessThan(Duration.ofSeconds(9));
        assertThat(redis.healthy()).isFalse();
        assertThat(children()).isEmpty();
        redis.close();
    }

    @Test
    void a_redis_that_died_is_not_healthy() {
        try (RedisProcess redis = start()) {
            theRedis().destroyForcibly();

            await().until(() -> !redis.healthy());
        }
        start().close();
    }

    @Test
    void what_a_terminal_tells_its_programs_is_not_told_to_redis() throws IOException {
        try (RedisProcess redis = start()) {
            assertThat(redis.healthy()).isTrue();
            assertThat(session(theRedis())).isNotEqualTo(session(ProcessHandle.current()));
        }
    }

    @Test
    void a_folder_that_is_in_use_is_refused_and_left_alone() {
        try (RedisProcess redis = start()) {
            assertRefused(this::start, Reason.FOLDER_IN_USE);
            assertThat(redis.healthy()).isTrue();
        }
        start().close();
    }

    @Test
    void a_busy_port_is_refused_and_the_folder_is_free_again() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = new Settings(executable, data, other.getLocalPort(), Fsync.EVERYSEC);

            assertRefused(() -> RedisProcess.start(settings), Reason.PORT_BUSY);
        }
        start().close();
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        data = Files.createFile(folder.resolve("file")).resolve("data");

        assertRefused(this::start, Reason.FOLDER_UNUSABLE);
    }

    @Test
    void an_executable_that_is_none_is_refused() throws IOException {
        executable = Files.writeString(folder.resolve("redis"), "no program");

        assertRefused(this::start, Reason.EXECUTABLE_UNUSABLE);
    }

    @Test
    void a_redis_that_ends_at_once_is_refused_with_its_last_words() throws IOException {
        executable = Files.writeString(folder.resolve("redis"), "#!/bin/sh\necho cannot open the shared library\n");
        assertThat(executable.toFile().setExecutable(true)).isTrue();

        assertRefused(this::start, Reason.NOT_READY);
        assertThatThrownBy(this::start).hasMessageContaining("cannot open the shared library");
    }

    @Test
    void redis_ends_with_an_owner_that_is_killed_and_keeps_the_data() throws Exception {
        Process owner = startOwner();
        URI uri = uri(owner);
        List<ProcessHandle> left = owner.descendants().toList();
        try (RedisClient client = RedisClients.pooled(uri)) {
            client.set("key", "value");
        }

        owner.destroyForcibly().waitFor();

        await().untilAsserted(() -> assertThat(left).isNotEmpty().noneMatch(ProcessHandle::isAlive));
        try (RedisProcess redis = start();
                RedisClient client = RedisClients.pooled(redis.uri())) {
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    @Test
    void a_redis_that_outlived_its_owner_is_stopped_by_the_next_start() throws Exception {
        Process owner = startOwner();
        URI uri = uri(owner);
        List<ProcessHandle> left = owner.descendants().toList();
        ProcessHandle orphan = left.stream().filter(this::isRedis).findFirst().orElseThrow();
        // The guards first, as when everything is killed at once but Redis.
        left.stream().filter(process -> !process.equals(orphan)).forEach(ProcessHandle::destroyForcibly);
        owner.destroyForcibly().waitFor();
        try (RedisClient client = RedisClients.pooled(uri)) {
            client.set("key", "value");
        }

        try (RedisProcess redis = start();
                RedisClient client = RedisClients.pooled(redis.uri())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    @Test
    void a_note_of_a_process_that_is_another_one_now_harms_nobody() throws IOException {
        Files.createDirectory(data);
        Files.writeString(data.resolve("redis.pid"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");

        start().close();

        Files.writeString(data.resolve("redis.pid"), "no note of ours");
        start().close();
    }

    private RedisProcess start() {
        return RedisProcess.start(new Settings(executable, data, 0, Fsync.EVERYSEC));
    }

    private Process startOwner() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        executable.toString(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URI uri(Process owner) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("redis://")) {
            line = out.readLine();
        }
        return URI.create(String.valueOf(line));
    }

    /** This test's own: another's Redis may run too. */
    private Stream<ProcessHandle> children() {
        return ProcessHandle.current().descendants().filter(child -> worksIn(child, data));
    }

    private ProcessHandle theRedis() {
        return children().filter(this::isRedis).findFirst().orElseThrow();
    }

    private boolean isRedis(ProcessHandle process) {
        return process.info().command().filter(executable.toString()::equals).isPresent();
    }

    private static String session(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')')).split(" ", -1)[4];
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertRefused(ThrowingCallable start, Reason reason) {
        assertThatThrownBy(start)
                .asInstanceOf(InstanceOfAssertFactories.type(RedisStartException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.getMessage())
                            .doesNotContain("\n")
                            .endsWith(reason == Reason.NOT_READY ? "" : ".");
                });
    }

    /** A process that starts Redis and waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            RedisProcess redis = RedisProcess.start(new Settings(Path.of(args[0]), Path.of(args[1]), 0, Fsync.ALWAYS));
            System.out.println(redis.uri());
            Thread.currentThread().join();
        }
    }
}
