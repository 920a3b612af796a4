package dev.tintype.artifact.s3;

import java.time.Duration;

/**
 * How long the store may take, and how often it is asked. Together they stay below a lease: a store that is gone is told
 * to the job as a failure that is retried, not waited for.
 *
 * @param connect until a connection stands
 * @param silence between two bytes of an answer, or of a request that the store takes
 * @param call for one attempt of a call that moves no content
 * @param transfer for one attempt of a call that moves one part
 * @param attempts of one call
 * @param firstPause before the second attempt; doubles, with jitter
 * @param partBytes size of one part of a content that is stored in parts; S3's least is 5 MiB
 */
record S3Patience(
        Duration connect,
        Duration silence,
        Duration call,
        Duration transfer,
        int attempts,
        Duration firstPause,
        int partBytes) {
    static S3Patience usual() {
        return new S3Patience(
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                4,
                Duration.ofMillis(200),
                8 << 20);
    }
}
