package dev.tintype.artifact.s3;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.StoreKey;
import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import dev.tintype.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Artifacts as objects of one bucket, each under the path of its key. Thread-safe. */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3ArtifactStore.class);
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);
    /** A health answer is used this long, however many ask: each question is a paid request in some places. */
    private static final Duration HEALTH_FRESH = Duration.ofSeconds(5);

    private final S3Settings settings;
    private final S3Patience patience;
    private final S3Client client;
    private final S3Presigner presigner;
    private final S3Calls calls;
    private final S3Listing listing;
    private boolean available;
    private long askedNanos;
    private boolean asked;

    /** Opens no connection; see {@link #check}. */
    public S3ArtifactStore(S3Settings settings) {
        this(settings, S3Patience.usual());
    }

    S3ArtifactStore(S3Settings settings, S3Patience patience) {
        this.settings = settings;
        this.patience = patience;
        this.client = S3Clients.client(settings, patience);
        this.presigner = S3Clients.presigner(settings);
        this.calls = new S3Calls(patience);
        this.listing = new S3Listing(client, calls, settings);
    }

    /**
     * Asks the store whether the settings are right.
     *
     * @throws S3Refusal when no later attempt will help either; a store that does not answer is only warned about
     */
    public void check() throws S3Refusal {
        try {
            client.listObjectsV2(request ->
                    request.bucket(settings.bucket()).prefix(settings.prefix()).maxKeys(1));
        } catch (SdkException e) {
            Optional<S3Refusal> refusal = S3Refusal.of(e);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            log.warn("the artifact store does not answer yet: {}", S3Calls.reason(e));
        }
    }

    @Override
    public Stored put(StoreKey key, InputStream content, String mediaType) throws IOException {
        return new S3Write(client, calls, settings, patience, name(key), mediaType).write(content);
    }

    @Override
    public Optional<InputStream> open(StoreKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("range " + offset + "+" + length);
        }
        return calls.call("send an artifact", () -> {
            try {
                return Optional.of(length == 0 ? nothing(key) : part(key, offset, length));
            } catch (S3Exception e) {
                if (S3Calls.isMissing(e) && !S3Calls.code(e).equals("NoSuchBucket")) {
                    return Optional.empty();
                }
                if (e.statusCode() == 416) {
                    return Optional.of(InputStream.nullInputStream()); // the range lies behind the end
                }
                throw e;
            }
        });
    }

    /** Nothing, if there is something. */
    private InputStream nothing(StoreKey key) {
        client.headObject(request -> request.bucket(settings.bucket()).key(name(key)));
        return InputStream.nullInputStream();
    }

    private InputStream part(StoreKey key, long offset, long length) {
        String last = length > Long.MAX_VALUE - offset ? "" : Long.toString(offset + length - 1);
        return new S3Bytes(client.getObject(
                request -> request.bucket(settings.bucket()).key(name(key)).range("bytes=" + offset + "-" + last)));
    }

    @Override
    public void deleteJob(String tenant, JobId job) throws IOException {
        String path = new ArtifactKey(tenant, job, 1, "any").path();
        listing.delete(path.substring(0, path.length() - "a1/any".length()));
    }

    @Override
    public void deleteAttempt(String tenant, JobId job, int attempt) throws IOException {
        String path = new ArtifactKey(tenant, job, attempt, "any").path();
        listing.delete(path.substring(0, path.length() - "any".length()));
    }

    @Override
    public void deleteTenant(String tenant) throws IOException {
        listing.delete(StoreKey.checkedTenant(tenant) + "/");
    }

    @Override
    public void delete(UploadKey key) throws IOException {
        listing.delete(key.path());
    }

    @Override
    public void jobsBefore(Instant before, BiConsumer<String, JobId> visitor) throws IOException {
        listing.ownersBefore(
                before, (tenant, owner) -> JobId.parse(owner).ifPresent(job -> visitor.accept(tenant, job)));
    }

    @Override
    public void uploadsBefore(Instant before, Consumer<UploadKey> visitor) throws IOException {
        listing.ownersBefore(
                before,
                (tenant, owner) -> UploadId.parse(owner).ifPresent(id -> visitor.accept(new UploadKey(tenant, id))));
    }

    @Override
    public void abortUnfinished(Instant before) throws IOException {
        listing.abortBefore(before);
    }

    @Override
    public Optional<URI> readLink(StoreKey key, Duration validity, String mediaType, String disposition) {
        return Optional.of(URI.create(presigner
                .presignGetObject(link -> link.signatureDuration(validity)
                        .getObjectRequest(request -> request.bucket(settings.bucket())
                                .key(name(key))
                                .responseContentType(mediaType)
                                .responseContentDisposition(disposition)
                                .responseCacheControl("private, no-cache")))
                .url()
                .toString()));
    }

    @Override
    public Optional<WriteLink> writeLink(StoreKey key, Duration validity, String mediaType, long bytes) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(name(key))
                .contentType(mediaType)
                .contentLength(bytes)
                .serverSideEncryption(settings.encryption().algorithm())
                .ssekmsKeyId(settings.encryption().keyId())
                .build();
        PresignedPutObjectRequest link = presigner.presignPutObject(
                put -> put.signatureDuration(validity).putObjectRequest(request));
        Map<String, String> headers = new TreeMap<>();
        link.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name, String.join(",", values));
            }
        });
        return Optional.of(new WriteLink(URI.create(link.url().toString()), headers));
    }

    @Override
    public synchronized boolean available() {
        if (!asked || System.nanoTime() - askedNanos > HEALTH_FRESH.toNanos()) {
            available = answers();
            asked = true;
            askedNanos = System.nanoTime();
        }
        return available;
    }

    private boolean answers() {
        try {
            client.headBucket(request -> request.bucket(settings.bucket())
                    .overrideConfiguration(limit -> limit.apiCallTimeout(HEALTH_LIMIT)));
            return true;
        } catch (SdkException e) {
            log.warn("the artifact store is not well: {}", S3Calls.reason(e));
            return false;
        }
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }

    private String name(StoreKey key) {
        return settings.prefix() + key.path();
    }
}
