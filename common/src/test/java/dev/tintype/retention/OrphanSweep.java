package dev.tintype.retention;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

/** The sweep for orphans when everything is old enough for it. */
public final class OrphanSweep {
    private OrphanSweep() {}

    public static void daysLater(RedisClient redis, ArtifactStore store) {
        Uploads uploads = new Uploads(redis, store, new Uploads.Limits(1 << 20, 1 << 20, Duration.ofHours(1)));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        try (Sweeper sweeper = new Sweeper(new JobLedger(redis), store, uploads, later)) {
            sweeper.sweepOrphans();
        }
    }
}
