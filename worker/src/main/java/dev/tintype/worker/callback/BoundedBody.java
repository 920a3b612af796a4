package dev.tintype.worker.callback;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body to its end and keeps none of it; of a body without end it reads {@link #MOST} bytes and hangs up. What an
 * endpoint answers besides its status is of no interest, but one that may finish its sentence sees no broken connection.
 */
final class BoundedBody implements BodySubscriber<Boolean> {
    static final int MOST = 64 << 10;

    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long read;

    @Override
    public CompletionStage<Boolean> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        read += items.stream().mapToInt(ByteBuffer::remaining).sum();
        if (read > MOST && subscription != null) {
            subscription.cancel();
            end.complete(true);
        }
    }

    /** The status has been said; how the body ends changes nothing. */
    @Override
    public void onError(Throwable cause) {
        end.complete(true);
    }

    @Override
    public void onComplete() {
        end.complete(true);
    }
}
