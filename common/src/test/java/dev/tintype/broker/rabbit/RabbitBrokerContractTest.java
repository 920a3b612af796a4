package dev.tintype.broker.rabbit;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** RabbitMQ does what every broker does. */
@ExtendWith(RabbitExtension.class)
class RabbitBrokerContractTest extends BrokerContract {
    private final RabbitProcess rabbit;

    RabbitBrokerContractTest(RabbitProcess rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    protected Broker open() throws Exception {
        RabbitBroker broker = new RabbitBroker(new RabbitSettings(
                List.of(rabbit.uri()), null, null, null, Duration.ofSeconds(10), Duration.ofMillis(20)));
        broker.available();
        RawRabbit.on(rabbit).purge();
        return broker;
    }
}
