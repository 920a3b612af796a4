package dev.tintype.artifact.s3;

import dev.tintype.artifact.s3.S3Settings.Encryption;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real S3 server in this JVM that checks signatures and keeps everything in memory. One per JVM; ends with it. */
public final class S3Server {
    public static final S3Settings.Keys KEYS = new S3Settings.Keys("test-access", "test-secret");

    private static final S3Server SHARED = start();

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    public static S3Server shared() {
        return SHARED;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** Settings of a new, empty bucket. */
    public S3Settings newBucket() {
        S3Settings settings = settings(uri(), "test-" + UUID.randomUUID());
        try (var client = S3Clients.client(settings, S3Patience.usual())) {
            client.createBucket(request -> request.bucket(settings.bucket()));
        }
        return settings;
    }

    /** The names of everything in a bucket below its prefix, without the prefix. */
    public static List<String> names(S3Settings settings) {
        try (var client = S3Clients.client(settings, S3Patience.usual())) {
            return client
                    .listObjectsV2Paginator(
                            request -> request.bucket(settings.bucket()).prefix(settings.prefix()))
                    .contents()
                    .stream()
                    .map(object -> object.key().substring(settings.prefix().length()))
                    .toList();
        }
    }

    /** The same bucket, seen from {@code endpoint}. */
    public static S3Settings through(URI endpoint, S3Settings settings) {
        return new S3Settings(
                endpoint, null, settings.region(), settings.bucket(), settings.prefix(), true, KEYS, Encryption.none());
    }

    static S3Settings settings(URI endpoint, String bucket) {
        return new S3Settings(endpoint, null, "us-east-1", bucket, "some/where/", true, KEYS, Encryption.none());
    }

    private static S3Server start() {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEYS.accessKey(), KEYS.secretKey())
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new AssertionError("the S3 server does not start", e);
        }
        return new S3Server(proxy);
    }
}
