package dev.tintype.worker.callback;

import dev.tintype.callback.CallbackBody;
import dev.tintype.callback.Delivery;
import dev.tintype.callback.Keyring;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.trace.Traces;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;

/** Signs deliveries and sends them, each over a line of its own. As many lines as were ever needed at once. Thread-safe. */
final class Sender implements AutoCloseable {
    private final EgressPolicy policy;
    private final Executor executor;
    private final Duration deadline;
    private final InstantSource clock;
    private final Deque<Line> free = new ConcurrentLinkedDeque<>();

    Sender(EgressPolicy policy, Executor executor, Duration deadline, InstantSource clock) {
        this.policy = policy;
        this.executor = executor;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Makes one attempt; takes the deadline at most. */
    Answer send(Delivery delivery, String url, Keyring keys) throws InterruptedException {
        HttpRequest request = request(delivery, url, keys);
        Line line = free.poll();
        if (line == null) {
            line = new Line(policy, executor, deadline);
        }
        try {
            return line.send(request);
        } finally {
            free.push(line);
        }
    }

    private HttpRequest request(Delivery delivery, String url, Keyring keys) {
        byte[] body = CallbackBody.of(delivery);
        var now = clock.instant();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(URI.create(url).toASCIIString()))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tintype")
                .header("webhook-id", delivery.id().value())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", keys.sign(delivery.id().value(), now, body))
                .POST(BodyPublishers.ofByteArray(body));
        String traceparent = Traces.here(delivery.traceparent());
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return request.build();
    }

    /** To be called when nothing is being sent any more. */
    @Override
    public void close() {
        for (Line line = free.poll(); line != null; line = free.poll()) {
            line.close();
        }
    }
}
