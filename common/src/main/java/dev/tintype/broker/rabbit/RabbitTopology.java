package dev.tintype.broker.rabbit;

import dev.tintype.job.Pool;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;

/** Names and arguments of everything declared on the broker. */
final class RabbitTopology {
    static final String JOBS = "tintype.jobs";
    static final String DEAD = "tintype.dead";
    static final String CONTROL = "tintype.control";

    /** A backstop only: the ledger counts failures. Always explicit and positive, since -1 means "none at all" on 3.10. */
    private static final int DELIVERY_LIMIT = 20;
    /** The published window, not the backlog, which lives in the ledger. */
    private static final long MAX_LENGTH = 10_000;

    private static final long DEAD_MAX_LENGTH = 100_000;
    /** Heeded from 3.12 on, ignored before; correctness does not need it. */
    private static final long CONSUMER_TIMEOUT_MS = 4 * 60 * 60 * 1000L;

    private RabbitTopology() {}

    /** The queue of a pool. */
    static String queue(Pool pool) {
        return "tintype." + pool.wireName();
    }

    /** Everything durable, in an order in which it can be declared. */
    static List<Declarable> durable() {
        DirectExchange jobs = new DirectExchange(JOBS);
        DirectExchange dead = new DirectExchange(DEAD);
        Queue deadQueue = QueueBuilder.durable(DEAD)
                .quorum()
                .maxLength(DEAD_MAX_LENGTH)
                .overflow(QueueBuilder.Overflow.dropHead)
                .build();
        List<Declarable> all = new ArrayList<>(List.of(jobs, dead, new FanoutExchange(CONTROL), deadQueue));
        for (Pool pool : Pool.values()) {
            Queue queue = poolQueue(pool);
            all.add(queue);
            all.add(BindingBuilder.bind(queue).to(jobs).with(pool.wireName()));
            all.add(BindingBuilder.bind(deadQueue).to(dead).with(pool.wireName()));
        }
        return all;
    }

    /** At-least-once dead-lettering needs reject-publish, or it is silently at-most-once. */
    private static Queue poolQueue(Pool pool) {
        return QueueBuilder.durable(queue(pool))
                .quorum()
                .deliveryLimit(DELIVERY_LIMIT)
                .maxLength(MAX_LENGTH)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .deadLetterExchange(DEAD)
                .deadLetterRoutingKey(pool.wireName())
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .withArgument("x-consumer-timeout", CONSUMER_TIMEOUT_MS)
                .build();
    }
}
