package dev.tintype.broker.rabbit;

import org.junit.jupiter.api.extension.ExtendWith;

/** The same with RabbitMQ 4.0. */
@ExtendWith(RabbitExtension.class)
class Debian13BrokerTest extends RabbitBrokerTest {
    Debian13BrokerTest(@Debian13 RabbitProcess rabbit) {
        super(rabbit);
    }
}
