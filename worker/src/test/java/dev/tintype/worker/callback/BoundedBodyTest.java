package dev.tintype.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final BoundedBody body = new BoundedBody();

    @Test
    void it_hangs_up_on_a_body_without_end() {
        body.onSubscribe(subscription());
        int read = 0;
        while (!cancelled.get() && read < 2 * BoundedBody.MOST) {
            body.onNext(List.of(ByteBuffer.allocate(4096), ByteBuffer.allocate(4096)));
            read += 8192;
        }

        assertThat(read).isEqualTo(BoundedBody.MOST + 8192);
        assertThat(body.getBody().toCompletableFuture()).isCompleted();
    }

    @Test
    void a_short_body_is_read_to_its_end() {
        body.onSubscribe(subscription());
        body.onNext(List.of(ByteBuffer.allocate(100)));
        assertThat(body.getBody().toCompletableFuture()).isNotDone();

        body.onComplete();

        assertThat(body.getBody().toCompletableFuture()).isCompleted();
        assertThat(cancelled).isFalse();
    }

    private Flow.Subscription subscription() {
        return new Flow.Subscription() {
            @Override
            public void request(long count) {
                assertThat(count).isPositive();
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        };
    }
}
