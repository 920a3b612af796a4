package dev.tintype.broker.rabbit;

import org.junit.jupiter.api.extension.ExtendWith;

/** The machine's own RabbitMQ. */
@ExtendWith(RabbitExtension.class)
class RabbitBrokerContractTest extends RabbitBrokerContract {
    RabbitBrokerContractTest(RabbitProcess rabbit) {
        super(rabbit.uri());
    }
}
