package dev.tintype.broker.rabbit;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** RabbitMQ does what every broker does. */
abstract class RabbitBrokerContract extends BrokerContract {
    private final URI rabbit;

    RabbitBrokerContract(URI rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    protected Broker open() throws Exception {
        RabbitBroker broker = new RabbitBroker(
                new RabbitSettings(List.of(rabbit), null, null, null, Duration.ofSeconds(10), Duration.ofMillis(20)));
        broker.available();
        RawRabbit.on(rabbit).purge();
        return broker;
    }
}
