package dev.tintype.broker.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The definitions that are shipped: a real server loads them, and each role may do its part and no more. */
class RabbitRolesTest {
    private static final Path SHIPPED = Path.of("..", "deploy", "rabbitmq");
    private static final String PASSWORD = "a-password-of-this-test";

    @ParameterizedTest
    @CsvSource({"INSTALLED, definitions-3.10.json", "DEBIAN_13, definitions-4.json"})
    void each_role_may_do_its_part_and_no_more(RabbitRelease release, String file, @TempDir Path folder)
            throws Exception {
        Path definitions = folder.resolve("definitions.json");
        Files.writeString(definitions, Json.write(withLogins(read(file))));
        try (RabbitProcess rabbit = RabbitProcess.start(
                        release, "admin:" + PASSWORD, List.of("load_definitions = " + definitions));
                RabbitBroker admin = new RabbitBroker(RabbitBrokerTest.settings(rabbit.uri()));
                RabbitBroker api = as("tintype-api", rabbit);
                RabbitBroker worker = as("tintype-worker", rabbit)) {
            assertThat(admin.available())
                    .as("as declared by the code: " + admin.problem())
                    .isTrue();
            Queue<ControlMessage> heard = new ConcurrentLinkedQueue<>();
            Queue<Envelope> taken = new ConcurrentLinkedQueue<>();
            worker.onControl(heard::add);
            worker.subscribe(Pool.NOOP, 1, envelope -> {
                taken.add(envelope);
                return Broker.Outcome.ACK;
            });

            Envelope job = RabbitBrokerTest.envelope();
            api.publish(job);
            ControlMessage cancel = new ControlMessage.Cancel(JobId.create());
            api.broadcast(cancel);

            await().untilAsserted(() -> assertThat(taken).contains(job));
            await().untilAsserted(() -> assertThat(heard).contains(cancel));
            assertThatThrownBy(() -> worker.publish(RabbitBrokerTest.envelope()))
                    .isInstanceOf(BrokerUnavailable.class);
            refused(rabbit, "tintype-api", channel -> channel.basicGet("tintype.noop", true));
            refused(rabbit, "tintype-api", channel -> channel.queueDeclare("tintype.other", true, false, false, null));
            refused(rabbit, "tintype-api", channel -> channel.queueDelete("tintype.noop"));
            refused(rabbit, "tintype-worker", channel -> channel.queuePurge("tintype.dead"));
            refused(rabbit, "tintype-worker", channel -> channel.queueDelete("tintype.noop"));
        }
    }

    @Test
    void a_user_who_may_not_declare_is_told_what_is_missing(@TempDir Path folder) throws Exception {
        ObjectNode shipped = withLogins(read("definitions-3.10.json"));
        shipped.putArray("queues");
        shipped.putArray("bindings");
        Path definitions = folder.resolve("definitions.json");
        Files.writeString(definitions, Json.write(shipped));
        try (RabbitProcess rabbit =
                        RabbitProcess.start("admin:" + PASSWORD, List.of("load_definitions = " + definitions));
                RabbitBroker api = as("tintype-api", rabbit)) {
            assertThat(api.available()).isFalse();
            assertThat(api.problem()).contains("queue tintype.dead is missing").contains("deploy/rabbitmq");
        }
    }

    @Test
    void nobody_can_log_in_as_shipped() throws Exception {
        for (String file : new String[] {"definitions-3.10.json", "definitions-4.json"}) {
            read(file)
                    .get("users")
                    .forEach(user ->
                            assertThat(user.get("password_hash").asString()).isEmpty());
        }
    }

    @Test
    void both_files_say_the_same_but_for_the_kind_of_the_policy() throws Exception {
        ObjectNode old = read("definitions-3.10.json");
        ObjectNode current = read("definitions-4.json");
        assertThat(old.at("/policies/0/apply-to").asString()).isEqualTo("queues");
        assertThat(current.at("/policies/0/apply-to").asString()).isEqualTo("quorum_queues");

        ((ObjectNode) old.at("/policies/0")).put("apply-to", "quorum_queues");

        assertThat(current).isEqualTo(old);
    }

    @Test
    void every_pool_has_its_queue() throws Exception {
        List<String> queues = read("definitions-4.json")
                .get("queues")
                .valueStream()
                .map(queue -> queue.get("name").asString())
                .toList();
        for (Pool pool : Pool.values()) {
            assertThat(queues).contains(RabbitTopology.queue(pool));
            assertThat(RabbitTopology.queue(pool))
                    .matches(
                            read("definitions-4.json").at("/permissions/1/read").asString());
        }
    }

    private static RabbitBroker as(String user, RabbitProcess rabbit) {
        return new RabbitBroker(RabbitBrokerTest.settings(uri(user, rabbit)));
    }

    private static URI uri(String user, RabbitProcess rabbit) {
        return URI.create("amqp://" + user + ":" + PASSWORD + "@127.0.0.1:" + rabbit.port());
    }

    private static void refused(RabbitProcess rabbit, String user, RawRabbit.ChannelCall<?> call) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri(user, rabbit));
        try (Connection connection = factory.newConnection()) {
            var channel = connection.createChannel();
            assertThatThrownBy(() -> call.on(channel)).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    private static ObjectNode read(String name) throws Exception {
        return (ObjectNode) Json.tree(Files.readString(SHIPPED.resolve(name)));
    }

    /** Passwords, as an operator sets them, and a user who may do everything. */
    private static ObjectNode withLogins(ObjectNode definitions) throws Exception {
        ArrayNode users = (ArrayNode) definitions.get("users");
        for (JsonNode user : users) {
            ((ObjectNode) user).put("password_hash", hash());
        }
        users.addObject()
                .put("name", "admin")
                .put("password_hash", hash())
                .put("hashing_algorithm", "rabbit_password_hashing_sha256")
                .putArray("tags")
                .add("administrator");
        ((ArrayNode) definitions.get("permissions"))
                .addObject()
                .put("user", "admin")
                .put("vhost", "/")
                .put("configure", ".*")
                .put("write", ".*")
                .put("read", ".*");
        return definitions;
    }

    /** RabbitMQ's own: salt, then SHA-256 of salt and password. */
    private static String hash() throws Exception {
        byte[] salt = {1, 2, 3, 4};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(salt);
        bytes.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        bytes.reset();
        bytes.write(salt);
        bytes.write(digest);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
