package dev.tintype.artifact.s3;

import dev.tintype.artifact.StoreKey;
import dev.tintype.artifact.StoreUnavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the store holds by prefix, page by page: nothing here grows with the bucket. */
final class S3Listing {
    private final S3Client client;
    private final S3Calls calls;
    private final S3Settings settings;

    S3Listing(S3Client client, S3Calls calls, S3Settings settings) {
        this.client = client;
        this.calls = calls;
        this.settings = settings;
    }

    /** Removes everything whose path begins with {@code path}. */
    void delete(String path) throws IOException {
        String token = null;
        do {
            ListObjectsV2Response page = page(settings.prefix() + path, token);
            if (!page.contents().isEmpty()) {
                delete(page.contents());
            }
            token = page.nextContinuationToken();
        } while (token != null);
    }

    /** Calls {@code visitor} with tenant and owner of what was last written before {@code before}. */
    void ownersBefore(Instant before, BiConsumer<String, String> visitor) throws IOException {
        Owner current = null;
        String token = null;
        do {
            ListObjectsV2Response page = page(settings.prefix(), token);
            // Keys come in order, so all of an owner's follow each other.
            for (S3Object object : page.contents()) {
                current = follow(current, object, before, visitor);
            }
            token = page.nextContinuationToken();
        } while (token != null);
        tell(current, before, visitor);
    }

    /** Ends every upload in parts that was begun before {@code before}. */
    void abortBefore(Instant before) throws IOException {
        String key = null;
        String id = null;
        do {
            String keyMarker = key;
            String idMarker = id;
            ListMultipartUploadsResponse page = calls.call(
                    "list unfinished uploads",
                    () -> client.listMultipartUploads(request -> request.bucket(settings.bucket())
                            .prefix(settings.prefix())
                            .keyMarker(keyMarker)
                            .uploadIdMarker(idMarker)));
            for (MultipartUpload upload : page.uploads()) {
                if (upload.initiated().isBefore(before)) {
                    abort(upload);
                }
            }
            boolean more = Boolean.TRUE.equals(page.isTruncated());
            key = more ? page.nextKeyMarker() : null;
            id = more ? page.nextUploadIdMarker() : null;
        } while (key != null);
    }

    private void abort(MultipartUpload upload) throws IOException {
        calls.call("abort an unfinished upload", () -> {
            try {
                return client.abortMultipartUpload(request ->
                        request.bucket(settings.bucket()).key(upload.key()).uploadId(upload.uploadId()));
            } catch (S3Exception e) {
                if (S3Calls.isMissing(e)) {
                    return null; // ended meanwhile
                }
                throw e;
            }
        });
    }

    private ListObjectsV2Response page(String prefix, @Nullable String token) throws IOException {
        return calls.call(
                "list artifacts",
                () -> client.listObjectsV2(request ->
                        request.bucket(settings.bucket()).prefix(prefix).continuationToken(token)));
    }

    private void delete(List<S3Object> objects) throws IOException {
        List<ObjectIdentifier> keys = objects.stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        DeleteObjectsResponse answer = calls.call(
                "delete artifacts",
                () -> client.deleteObjects(request -> request.bucket(settings.bucket())
                        .delete(Delete.builder().objects(keys).quiet(true).build())));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            throw new StoreUnavailable(
                    "the artifact store did not delete " + answer.errors().size() + " artifacts: "
                            + answer.errors().getFirst().code());
        }
    }

    private @Nullable Owner follow(
            @Nullable Owner current, S3Object object, Instant before, BiConsumer<String, String> visitor) {
        String[] names = object.key().substring(settings.prefix().length()).split("/", 3);
        if (names.length < 3 || !StoreKey.TENANT.matcher(names[0]).matches()) {
            return current; // not ours
        }
        if (current != null && current.is(names[0], names[1])) {
            return current.with(object.lastModified());
        }
        tell(current, before, visitor);
        return new Owner(names[0], names[1], object.lastModified());
    }

    private static void tell(@Nullable Owner owner, Instant before, BiConsumer<String, String> visitor) {
        if (owner != null && owner.written.isBefore(before)) {
            visitor.accept(owner.tenant, owner.name);
        }
    }

    private record Owner(String tenant, String name, Instant written) {
        boolean is(String otherTenant, String otherName) {
            return tenant.equals(otherTenant) && name.equals(otherName);
        }

        Owner with(Instant later) {
            return later.isAfter(written) ? new Owner(tenant, name, later) : this;
        }
    }
}
