package dev.tintype.broker.rabbit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.tintype.broker.Broker.Handler;
import dev.tintype.broker.Broker.Outcome;
import dev.tintype.broker.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import tools.jackson.core.JacksonException;

/**
 * Hands each delivery of one subscription to its handler and settles it with what came of it. A message that could not be
 * looked at stays in hand and is handled again after a pause: giving it back would count against its delivery limit, and
 * an outage of the ledger would make dead letters.
 */
final class RabbitDeliveries implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(RabbitDeliveries.class);

    private final Handler handler;
    private final Duration pause;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<Thread> handling = ConcurrentHashMap.newKeySet();

    RabbitDeliveries(Handler handler, Duration pause) {
        this.handler = handler;
        this.pause = pause;
    }

    /** Gives back what waits in hand instead of trying it again. */
    void stop() {
        stopping.countDown();
    }

    /** Whether the calling thread is in a handler of this subscription, and must not wait for it to end. */
    boolean isHandling() {
        return handling.contains(Thread.currentThread());
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException, InterruptedException {
        if (channel == null) {
            throw new IllegalStateException("a delivery without a channel");
        }
        long tag = message.getMessageProperties().getDeliveryTag();
        try {
            settle(channel, tag, message);
        } catch (AlreadyClosedException e) {
            // The broker delivers it again to somebody, and the ledger knows what became of the job.
            log.info(
                    "the channel closed before message {} was settled",
                    message.getMessageProperties().getMessageId());
        }
    }

    private void settle(Channel channel, long tag, Message message) throws IOException, InterruptedException {
        Optional<Envelope> envelope = read(message);
        if (envelope.isEmpty()) {
            channel.basicReject(tag, false);
            return;
        }
        while (true) {
            Outcome outcome = handle(envelope.get());
            if (outcome == Outcome.ACK) {
                channel.basicAck(tag, false);
                return;
            }
            if (outcome == Outcome.DEAD) {
                channel.basicReject(tag, false);
                return;
            }
            boolean stop = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (outcome == null || stop) {
                channel.basicReject(tag, true);
                return;
            }
            if (!channel.isOpen()) {
                return;
            }
        }
    }

    private static Optional<Envelope> read(Message message) {
        try {
            return Optional.of(Envelope.read(new String(message.getBody(), StandardCharsets.UTF_8)));
        } catch (JacksonException | IllegalArgumentException e) {
            log.error(
                    "message {} cannot be understood and is put aside",
                    message.getMessageProperties().getMessageId(),
                    e);
            return Optional.empty();
        }
    }

    /** @return null when the handler failed: that counts against the message, in case it is the message's fault */
    private @Nullable Outcome handle(Envelope envelope) {
        handling.add(Thread.currentThread());
        try {
            return handler.handle(envelope);
        } catch (InterruptedException e) {
            log.warn("handling {} was interrupted", envelope.id());
        } catch (RuntimeException | Error e) {
            log.error("handling {} failed", envelope.id(), e);
        } finally {
            handling.remove(Thread.currentThread());
            // A handler may leave it set; this thread still has to settle.
            boolean interrupted = Thread.interrupted();
            log.trace("interrupted: {}", interrupted);
        }
        return null;
    }
}
