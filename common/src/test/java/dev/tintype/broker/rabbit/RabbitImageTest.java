package dev.tintype.broker.rabbit;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** RabbitMQ 4.0 as a container, from the image that deploy/rabbitmq/build-image.sh makes. */
@Tag("containers")
class RabbitImageTest extends RabbitBrokerContract {
    private static final int PORT = 5672;

    private static final GenericContainer<?> RABBIT = new GenericContainer<>(
                    DockerImageName.parse("tintype-rabbitmq:4.0"))
            .withImagePullPolicy(_ -> false)
            .withExposedPorts(PORT)
            .withCopyToContainer(Transferable.of("loopback_users = none\n"), "/etc/rabbitmq/conf.d/10-guest.conf")
            .waitingFor(Wait.forLogMessage(".*Server startup complete.*", 1).withStartupTimeout(Duration.ofMinutes(2)));

    RabbitImageTest() {
        super(URI.create("amqp://guest:guest@" + RABBIT.getHost() + ":" + RABBIT.getMappedPort(PORT)));
    }

    @BeforeAll
    static void start() {
        RABBIT.start();
    }

    @AfterAll
    static void stop() {
        RABBIT.stop();
    }
}
