package dev.tintype.retention;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.NewJob;
import dev.tintype.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Nothing is kept that no job shows, and nothing goes that one shows or may still show. */
@ExtendWith(RedisExtension.class)
class SweeperTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final RedisClient redis;
    private final JobLedger ledger;
    private final ArtifactStore store;

    SweeperTest(RedisClient redis, @TempDir Path folder) {
        this.redis = redis;
        this.ledger = new JobLedger(redis);
        this.store = new FileArtifactStore(folder);
    }

    @Test
    void what_a_lost_attempt_stored_goes_and_what_the_job_shows_stays() throws Exception {
        JobId id = accepted();
        claim(id);
        put(id, 1);
        ledger.release(id, 1);
        ledger.pools().dispatch(Pool.NOOP, 1);
        claim(id);
        put(id, 2);
        ledger.finish(id, 2, JobResult.empty());

        OrphanSweep.daysLater(redis, store);

        assertThat(isThere(id, 1)).isFalse();
        assertThat(isThere(id, 2)).isTrue();
    }

    @Test
    void of_a_job_that_did_not_succeed_nothing_stays() throws Exception {
        JobId id = accepted();
        claim(id);
        put(id, 1);
        ledger.cancel("acme", id);
        ledger.cancelled(id, 1);

        OrphanSweep.daysLater(redis, store);

        assertThat(isThere(id, 1)).isFalse();
    }

    @Test
    void what_is_under_way_stays_and_what_nobody_knows_goes() throws Exception {
        JobId running = accepted();
        claim(running);
        put(running, 1);
        JobId unknown = JobId.create();
        put(unknown, 1);

        OrphanSweep.daysLater(redis, store);

        assertThat(isThere(running, 1)).isTrue();
        assertThat(isThere(unknown, 1)).isFalse();
    }

    private JobId accepted() {
        NewJob job = aJob().build();
        ledger.accept(job);
        return job.id();
    }

    private void claim(JobId id) {
        ledger.claim(id, "worker", LEASE);
    }

    private void put(JobId id, int attempt) throws IOException {
        store.put(new ArtifactKey("acme", id, attempt, "a.bin"), new byte[10], "application/octet-stream");
    }

    private boolean isThere(JobId id, int attempt) throws IOException {
        return store.open(new ArtifactKey("acme", id, attempt, "a.bin"), 0, 1).isPresent();
    }
}
