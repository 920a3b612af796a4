package dev.tintype.artifact.s3;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The store will never do what the settings ask for. Never quotes a value: it may be a secret. */
public final class S3Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** Which setting is wrong. */
    public enum Setting {
        BUCKET,
        ACCESS_KEY,
        SECRET_KEY,
        REGION,
        ENDPOINT
    }

    private final Setting setting;
    private final String wayOut;

    private S3Refusal(Setting setting, String wrong, String wayOut, SdkException cause) {
        super(wrong, cause);
        this.setting = setting;
        this.wayOut = wayOut;
    }

    public Setting setting() {
        return setting;
    }

    /** What is wrong with it, to follow its name. */
    public String wrong() {
        return String.valueOf(getMessage());
    }

    /** What to do about it, one sentence. */
    public String wayOut() {
        return wayOut;
    }

    /** Empty when a later attempt may help. */
    static Optional<S3Refusal> of(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return String.valueOf(e.getMessage()).startsWith("Unable to load credentials")
                    ? Optional.of(new S3Refusal(
                            Setting.ACCESS_KEY,
                            "is not set, and no other place has keys for the artifact store",
                            "Set it and its secret, or give this machine a role.",
                            e))
                    : Optional.empty();
        }
        return Optional.ofNullable(
                switch (S3Calls.code(answer)) {
                    case "NoSuchBucket", "InvalidBucketName" ->
                        new S3Refusal(
                                Setting.BUCKET,
                                "names a bucket that the artifact store does not have",
                                "Make the bucket, or correct the name.",
                                e);
                    case "InvalidAccessKeyId" ->
                        new S3Refusal(
                                Setting.ACCESS_KEY,
                                "is unknown to the artifact store",
                                "Copy both keys again, and see that they are of this store.",
                                e);
                    case "SignatureDoesNotMatch" ->
                        new S3Refusal(
                                Setting.SECRET_KEY, "does not belong to the access key", "Copy both keys again.", e);
                    case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                        new S3Refusal(Setting.REGION, "is not the bucket's region", "Set the bucket's region.", e);
                    default -> byStatus(answer);
                });
    }

    private static @Nullable S3Refusal byStatus(AwsServiceException e) {
        return switch (e.statusCode()) {
            case 401, 403 ->
                new S3Refusal(
                        Setting.ACCESS_KEY,
                        "may not use the bucket",
                        "Allow the key to list, read, write and delete in the bucket.",
                        e);
            case 301, 307 -> new S3Refusal(Setting.REGION, "is not the bucket's region", "Set the bucket's region.", e);
            case 404, 405 ->
                new S3Refusal(
                        Setting.ENDPOINT,
                        "is the address of something else than an S3 store",
                        "Give the address of the store's S3 interface, without the bucket.",
                        e);
            default -> null;
        };
    }
}
