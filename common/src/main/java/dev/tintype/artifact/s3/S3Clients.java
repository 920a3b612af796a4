package dev.tintype.artifact.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes clients that any S3 store understands. */
final class S3Clients {
    private static final int CONNECTIONS = 128;

    private S3Clients() {}

    static S3Client client(S3Settings settings, S3Patience patience) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(patience.connect())
                        .connectionAcquisitionTimeout(patience.call())
                        .socketTimeout(patience.silence()))
                .region(Region.of(settings.region()))
                .endpointOverride(settings.endpoint())
                .credentialsProvider(credentials(settings.keys()))
                .serviceConfiguration(configuration(settings))
                // The newer defaults (CRC64 trailers in aws-chunked bodies) are refused by stores that do not know
                // them.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(patience.call()))
                .build();
    }

    static S3Presigner presigner(S3Settings settings) {
        URI seen = settings.publicEndpoint() == null ? settings.endpoint() : settings.publicEndpoint();
        return S3Presigner.builder()
                .region(Region.of(settings.region()))
                .endpointOverride(seen)
                .credentialsProvider(credentials(settings.keys()))
                .serviceConfiguration(configuration(settings))
                .build();
    }

    private static S3Configuration configuration(S3Settings settings) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(settings.pathStyle())
                // Bodies are one part at most, and in memory: signed whole, as every store can check.
                .chunkedEncodingEnabled(false)
                .build();
    }

    private static AwsCredentialsProvider credentials(S3Settings.@Nullable Keys keys) {
        return keys == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }
}
