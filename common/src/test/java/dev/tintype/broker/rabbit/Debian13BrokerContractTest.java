package dev.tintype.broker.rabbit;

import org.junit.jupiter.api.extension.ExtendWith;

/** RabbitMQ 4.0. */
@ExtendWith(RabbitExtension.class)
class Debian13BrokerContractTest extends RabbitBrokerContract {
    Debian13BrokerContractTest(@Debian13 RabbitProcess rabbit) {
        super(rabbit.uri());
    }
}
