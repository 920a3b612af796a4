package dev.tintype.worker.callback;

import dev.tintype.callback.DeliveryError;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.worker.egress.EgressBudget;
import dev.tintype.worker.egress.EgressProxy;
import dev.tintype.worker.egress.EgressReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One way out: an egress proxy, and for each request an HTTP client that knows no other way than that proxy, so that what a
 * request dialled is what was decided about it. One request at a time; nothing of it, neither connection nor account, is left
 * for the next: a client that kept connections might send over one that the proxy has just closed.
 */
final class Line implements AutoCloseable {
    /** A callback is one small request to one host; LittleProxy may dial up to four of its addresses. */
    private static final EgressBudget BUDGET = new EgressBudget(16 << 20, 16, 1);

    private final EgressProxy proxy;
    private final HttpClient.Builder clients;
    private final Duration deadline;

    Line(EgressPolicy policy, Executor executor, Duration deadline) {
        this.deadline = deadline;
        proxy = EgressProxy.start(policy, BUDGET);
        URI address = URI.create(proxy.url());
        clients = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(
                        new InetSocketAddress(InetAddress.ofLiteral(address.getHost()), address.getPort())))
                .connectTimeout(deadline)
                .executor(executor);
    }

    /** Sends and waits for the answer, at most until the deadline. */
    Answer send(HttpRequest request) throws InterruptedException {
        proxy.begin();
        HttpClient client = clients.build();
        try {
            return send(request, client);
        } finally {
            // Not close(): that would wait for what is of no interest any more.
            client.shutdownNow();
        }
    }

    private Answer send(HttpRequest request, HttpClient client) throws InterruptedException {
        AtomicReference<@Nullable ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<Boolean>> answer = client.sendAsync(request, info -> {
            head.set(info);
            return new BoundedBody();
        });
        try {
            answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return answered(request, head.get(), DeliveryError.CONNECTION_FAILED);
        } catch (TimeoutException e) {
            return answered(request, head.get(), DeliveryError.TIMEOUT);
        } catch (ExecutionException e) {
            return failed(request, error(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    /** @param otherwise what it is when there was no answer */
    private Answer answered(HttpRequest request, @Nullable ResponseInfo head, DeliveryError otherwise) {
        if (head == null
                || (head.headers().firstValue(EgressProxy.REFUSAL_HEADER).isPresent() && refusal(request) != null)) {
            return failed(request, otherwise);
        }
        return Answer.of(head.statusCode(), RetryAfter.of(head.headers().firstValue("Retry-After"), Instant.now()));
    }

    /** What the proxy did not dial it knows better than the client, who only sees that there was no answer. */
    private Answer failed(HttpRequest request, DeliveryError error) {
        EgressReport.Refusal refusal = refusal(request);
        return Answer.failed(refusal == null ? error : error(refusal.code()));
    }

    private EgressReport.@Nullable Refusal refusal(HttpRequest request) {
        return proxy.report()
                .refusalOf(request.uri().getHost())
                .filter(refusal -> refusal.code() != ErrorCode.LIMIT_EXCEEDED)
                .orElse(null);
    }

    private static DeliveryError error(ErrorCode code) {
        return switch (code) {
            case DNS_FAILURE -> DeliveryError.DNS_FAILURE;
            case CONNECTION_FAILED -> DeliveryError.CONNECTION_FAILED;
            default -> DeliveryError.EGRESS_DENIED;
        };
    }

    private static DeliveryError error(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return DeliveryError.TLS_FAILURE;
            }
            if (each instanceof HttpTimeoutException) {
                return DeliveryError.TIMEOUT;
            }
        }
        return DeliveryError.CONNECTION_FAILED;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
