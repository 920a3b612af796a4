/**
 * The doorbell as RabbitMQ, 3.10 to 4.x: only arguments that all of them take, and nothing that depends on what they
 * disagree about (reference: RabbitMQ quorum queues guide). Keeps rule 4.
 */
@NullMarked
package dev.tintype.broker.rabbit;

import org.jspecify.annotations.NullMarked;
