package dev.tintype.artifact.s3;

import java.time.Duration;

/** Patience for tests. */
final class S3Patiences {
    /** The least that S3 allows. */
    static final int PART_BYTES = 5 << 20;

    private S3Patiences() {}

    static S3Patience quick() {
        return new S3Patience(
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                3,
                Duration.ofMillis(10),
                PART_BYTES);
    }
}
