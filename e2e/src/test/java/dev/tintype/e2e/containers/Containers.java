package dev.tintype.e2e.containers;

import dev.tintype.e2e.fleet.Api;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.media.TestClip;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.RedisClient;

/** The {@code containers} command: brings the Compose file up under a name of its own, and lets happen to it what happens. */
public final class Containers {
    private Containers() {}

    /** Needs the images, which {@code setup/images.sh} builds. Ends with 1 when a promise is broken. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("tintype.home", "."));
        Path folder = Files.createTempDirectory("tintype-containers");
        Steps steps = new Steps(System.out);
        int code = 1;
        try (Receiver receiver = Receiver.everywhere()) {
            code = run(home, folder, receiver, steps);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(code);
    }

    private static int run(Path home, Path folder, Receiver receiver, Steps steps) throws Exception {
        Path secrets = folder.resolve("secrets");
        new Program(List.of("setup/secrets.sh"), home, Map.of()).must(secrets.toString());
        int port = freePort();
        String ours = ":" + receiver.port();
        Map<String, String> settings = Map.of(
                "TINTYPE_PORT", Integer.toString(port),
                "TINTYPE_SECRETS", secrets.toString(),
                "TINTYPE_EGRESS_ALLOW", "172.16.0.0/12" + ours + ",192.168.0.0/16" + ours + ",10.0.0.0/8" + ours);
        String token = Files.readString(secrets.resolve("tintype.auth.token"));
        try (Compose compose =
                Compose.project(home, "tintype-" + UUID.randomUUID().toString().substring(0, 8), settings)) {
            try {
                steps.say("docker compose up");
                compose.up();
                steps.say("every container is healthy");
                URI redis = URI.create("redis://:" + Files.readString(secrets.resolve("redis_password")) + "@"
                        + compose.address("redis", "data") + ":6379");
                try (RedisClient ledger = RedisClients.pooled(redis)) {
                    Scenario scenario = new Scenario(
                            compose, new Proxy(URI.create("http://127.0.0.1:" + port), token), receiver, ledger, steps);
                    scenario.closed();
                    scenario.logs();
                    scenario.works(TestClip.make(folder, 2));
                    scenario.disturbed();
                    scenario.upgraded();
                }
                steps.say("every promise was kept; removing the containers");
                return 0;
            } catch (Exception | AssertionError e) {
                System.out.println(compose.logs());
                e.printStackTrace(System.out);
                return 1;
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Proxy(URI url, String token) implements Api {}
}
