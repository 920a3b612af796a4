package dev.tintype.artifact.s3;

import dev.tintype.artifact.ArtifactStore.Stored;
import dev.tintype.artifact.Sha256;
import dev.tintype.artifact.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One content on its way into the store, by one thread. At most one part of it is in memory. The store is told the SHA-256
 * of every part, and what it answers is compared; a store that does not answer with it is read back and compared whole. A
 * write that fails leaves nothing: an object is made of its parts only in the last call.
 */
final class S3Write {
    private static final Logger log = LoggerFactory.getLogger(S3Write.class);

    private final S3Client client;
    private final S3Calls calls;
    private final S3Settings settings;
    private final S3Patience patience;
    private final String key;
    private final String mediaType;
    private final MessageDigest whole = Sha256.digest();
    private long bytes;
    /** Whether the store said, for every part, that it has the SHA-256 we sent. */
    private boolean confirmed = true;

    S3Write(S3Client client, S3Calls calls, S3Settings settings, S3Patience patience, String key, String mediaType) {
        this.client = client;
        this.calls = calls;
        this.settings = settings;
        this.patience = patience;
        this.key = key;
        this.mediaType = mediaType;
    }

    Stored write(InputStream content) throws IOException {
        byte[] first = next(content);
        if (first.length < patience.partBytes()) {
            putWhole(first);
        } else {
            putParts(first, content);
        }
        String sha256 = HexFormat.of().formatHex(whole.digest());
        if (!confirmed) {
            readBack(sha256);
        }
        return new Stored(bytes, sha256);
    }

    private byte[] next(InputStream content) throws IOException {
        byte[] part = content.readNBytes(patience.partBytes());
        whole.update(part);
        bytes += part.length;
        return part;
    }

    private void putWhole(byte[] content) throws IOException {
        String sha256 = base64Sha256(content);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .contentType(mediaType)
                .checksumSHA256(sha256)
                .serverSideEncryption(settings.encryption().algorithm())
                .ssekmsKeyId(settings.encryption().keyId())
                .overrideConfiguration(limit -> limit.apiCallAttemptTimeout(patience.transfer()))
                .build();
        String answered = calls.call(
                "store an artifact",
                () -> client.putObject(request, RequestBody.fromBytes(content)).checksumSHA256());
        check(sha256, answered);
    }

    private void putParts(byte[] first, InputStream content) throws IOException {
        String upload = calls.call("begin an upload", this::begin);
        boolean ended = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = first; part.length > 0; part = next(content)) {
                parts.add(putPart(upload, parts.size() + 1, part));
            }
            complete(upload, parts);
            ended = true;
        } finally {
            if (!ended) {
                abort(upload);
            }
        }
    }

    private String begin() {
        return client.createMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(key)
                        .contentType(mediaType)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .serverSideEncryption(settings.encryption().algorithm())
                        .ssekmsKeyId(settings.encryption().keyId()))
                .uploadId();
    }

    private CompletedPart putPart(String upload, int number, byte[] part) throws IOException {
        String sha256 = base64Sha256(part);
        UploadPartResponse answer = calls.call(
                "store a part of an artifact",
                () -> client.uploadPart(
                        request -> request.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumSHA256(sha256)
                                .overrideConfiguration(limit -> limit.apiCallAttemptTimeout(patience.transfer())),
                        RequestBody.fromBytes(part)));
        check(sha256, answer.checksumSHA256());
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                // A store that does not know it may not take it in the list of parts either.
                .checksumSHA256(answer.checksumSHA256())
                .build();
    }

    private void complete(String upload, List<CompletedPart> parts) throws IOException {
        try {
            calls.call(
                    "complete an upload",
                    () -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(parts))
                            .overrideConfiguration(limit -> limit.apiCallAttemptTimeout(patience.transfer()))));
        } catch (StoreUnavailable e) {
            if (!(e.getCause() instanceof NoSuchUploadException)) {
                throw e;
            }
            // Perhaps an attempt whose answer was lost completed it. What the store has now tells.
            confirmed = false;
        }
        if (confirmed) {
            long stored = calls.call(
                    "tell the size of an artifact",
                    () -> client.headObject(
                                    request -> request.bucket(settings.bucket()).key(key))
                            .contentLength());
            if (stored != bytes) {
                remove();
                throw new StoreUnavailable("the artifact store has " + stored + " bytes of " + bytes);
            }
        }
    }

    private void check(String sent, @Nullable String answered) throws StoreUnavailable {
        if (answered == null) {
            confirmed = false;
        } else if (!answered.equals(sent)) {
            throw new StoreUnavailable("the artifact store has another SHA-256 than was sent");
        }
    }

    private void readBack(String sha256) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (ResponseInputStream<GetObjectResponse> stored = calls.call(
                "give an artifact back",
                () -> client.getObject(
                        request -> request.bucket(settings.bucket()).key(key)))) {
            byte[] buffer = new byte[64 << 10];
            for (int read = stored.read(buffer); read >= 0; read = stored.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (SdkException e) {
            throw S3Calls.unavailable("give an artifact back", e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            remove();
            throw new StoreUnavailable("the artifact store gives back other bytes than were sent");
        }
    }

    /** What is there is not what was sent, so it must not stay; when even that fails, its job's end takes it. */
    private void remove() {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key));
        } catch (SdkException e) {
            log.warn("a broken artifact stays until its job goes: {}", S3Calls.reason(e));
        }
    }

    private void abort(String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(settings.bucket()).key(key).uploadId(upload));
        } catch (S3Exception e) {
            if (!S3Calls.isMissing(e)) {
                log.warn("an unfinished upload stays until the sweep: {}", S3Calls.reason(e));
            }
        } catch (SdkException e) {
            log.warn("an unfinished upload stays until the sweep: {}", S3Calls.reason(e));
        }
    }

    private static String base64Sha256(byte[] content) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(content));
    }
}
