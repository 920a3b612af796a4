package dev.tintype.artifact.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Which store, and how to talk to it.
 *
 * @param endpoint of a self-hosted store; null: AWS, by region
 * @param publicEndpoint under which callers reach the store, for links; null: the same
 * @param prefix what every key begins with: empty, or ending in {@code /}
 * @param pathStyle the bucket stands in the path, not in the host name
 * @param keys null: the AWS SDK's usual places (environment, profile, role of the machine)
 */
public record S3Settings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        @Nullable Keys keys,
        Encryption encryption) {
    /** Who we are to the store. */
    public record Keys(String accessKey, String secretKey) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Keys[…]";
        }
    }

    /**
     * What the store is asked to encrypt with.
     *
     * @param algorithm null: as the bucket has it
     * @param keyId of SSE-KMS; null: the account's default key
     */
    public record Encryption(
            @Nullable ServerSideEncryption algorithm,
            @Nullable String keyId) {
        /** As the bucket has it. */
        public static Encryption none() {
            return new Encryption(null, null);
        }

        /** SSE-S3: keys of the store's own. */
        public static Encryption store() {
            return new Encryption(ServerSideEncryption.AES256, null);
        }

        /** SSE-KMS. */
        public static Encryption kms(@Nullable String keyId) {
            return new Encryption(ServerSideEncryption.AWS_KMS, keyId);
        }
    }
}
