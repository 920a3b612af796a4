package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.tintype.broker.rabbit.RabbitProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Only one of two messages runs a job, however late the other comes. */
final class DoubleMessages implements Experiment {
    @Override
    public String name() {
        return "double-messages";
    }

    @Override
    public String about() {
        return "every message comes twice or three times, the copies up to half a second late and out of order";
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.worker();
            rig.worker();
            try (Doubler doubler = new Doubler(lab.rabbit(), lab.random())) {
                rig.load().submit(lab.rounds(100, 600), rig::any);
                rig.checker().awaitEnd();
                lab.say(
                        "%d jobs, %d messages more than there were",
                        rig.load().accepted().size(), doubler.copies.get());
                assertThat(doubler.copies.get())
                        .isGreaterThan(rig.load().accepted().size());
            }
            rig.check();
            assertThat(rig.count("attempt", "1"))
                    .as("jobs that ran once")
                    .isEqualTo(rig.load().accepted().size());
        }
    }

    /** Hears every message that the api publishes and sends copies of it to the same queue. */
    private static final class Doubler implements AutoCloseable {
        private final AtomicInteger copies = new AtomicInteger();
        private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        private final Random random;
        private final Connection connection;
        private final Channel channel;

        Doubler(RabbitProcess rabbit, Random random) throws Exception {
            this.random = random;
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(rabbit.uri());
            connection = factory.newConnection();
            channel = connection.createChannel();
            String own = channel.queueDeclare().getQueue();
            channel.queueBind(own, "tintype.jobs", "noop");
            channel.basicConsume(own, true, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(
                        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                    copy(properties, body);
                }
            });
        }

        private void copy(AMQP.BasicProperties properties, byte[] body) {
            int count = 1 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                var _ = later.schedule(() -> publish(properties, body), random.nextInt(500), TimeUnit.MILLISECONDS);
            }
        }

        private void publish(AMQP.BasicProperties properties, byte[] body) {
            try {
                channel.basicPublish("", "tintype.noop", properties, body);
                copies.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            later.close();
            connection.close();
        }
    }
}
