package dev.tintype.artifact.s3;

import dev.tintype.artifact.StoreUnavailable;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Calls of the store: each is tried again while that may help, and what it fails with in the end is a
 * {@link StoreUnavailable}. So every call must be one that may happen twice.
 */
final class S3Calls {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Retry retry;

    S3Calls(S3Patience patience) {
        this.retry = Retry.of(
                "s3",
                RetryConfig.custom()
                        .maxAttempts(patience.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                patience.firstPause(), 2, 0.5, LONGEST_PAUSE))
                        .retryOnException(S3Calls::mayPass)
                        .build());
    }

    /** @param doing what the message says was not possible: "store a part" */
    <T> T call(String doing, Supplier<T> call) throws IOException {
        try {
            return retry.executeSupplier(call);
        } catch (SdkException e) {
            throw unavailable(doing, e);
        }
    }

    /** The failure in our words and the store's code; nothing of the request, which may hold a signature. */
    static StoreUnavailable unavailable(String doing, SdkException e) {
        return new StoreUnavailable("the artifact store did not " + doing + ": " + reason(e), e);
    }

    static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            String code = code(answer);
            return "HTTP " + answer.statusCode() + (code.isEmpty() ? "" : " " + code);
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** S3's name for the error; empty when the answer had none. */
    static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    static boolean isMissing(S3Exception e) {
        return e.statusCode() == 404;
    }

    /** A store that is away, busy or answered in pieces may be well in a moment; one that refuses will refuse again. */
    private static boolean mayPass(Throwable e) {
        if (e instanceof AwsServiceException answer) {
            int status = answer.statusCode();
            // BadDigest, IncompleteBody and the like: what arrived was not what was sent.
            return status >= 500 || status == 429 || status == 408 || isBrokenBody(answer);
        }
        return e instanceof SdkException && !Thread.currentThread().isInterrupted();
    }

    private static boolean isBrokenBody(AwsServiceException e) {
        return switch (code(e)) {
            case "BadDigest", "IncompleteBody", "RequestTimeout", "XAmzContentSHA256Mismatch", "InvalidDigest" -> true;
            default -> false;
        };
    }
}
