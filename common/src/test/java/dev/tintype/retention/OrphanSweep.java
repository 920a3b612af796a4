package dev.tintype.retention;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.seal.SealKeys;
import dev.tintype.secret.RedisTenantKeys;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.TenantKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** The sweep for orphans when everything is old enough for it. */
public final class OrphanSweep {
    private OrphanSweep() {}

    public static void daysLater(RedisClient redis, ArtifactStore store) {
        Uploads uploads = new Uploads(redis, store, new Uploads.Limits(1 << 20, 1 << 20, Duration.ofHours(1)));
        TenantKeys keys = new RedisTenantKeys(redis, new SealKeys(List.of("a-key-of-the-tests-with-32-letters")));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        try (Sweeper sweeper = new Sweeper(new JobLedger(redis), store, uploads, keys, later)) {
            sweeper.sweepOrphans();
        }
    }
}
