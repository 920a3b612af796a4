package dev.tintype.config;

import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerHealth;
import dev.tintype.ledger.LedgerUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import redis.clients.jedis.RedisClient;

/**
 * Lets nothing use a Redis that may lose jobs: looks at the client before anybody gets it. Waits a while for a server that
 * is starting too.
 */
final class LedgerGuard implements BeanPostProcessor {
    private static final Logger log = LoggerFactory.getLogger(LedgerGuard.class);
    private static final String SETTING = "TINTYPE_REDIS_URL";
    private static final String OVERRIDE = ", or set TINTYPE_REDIS_UNSAFE=true if losing jobs is acceptable.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final boolean unsafe;

    /** @param unsafe whether any Redis will do */
    LedgerGuard(boolean unsafe) {
        this.unsafe = unsafe;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RedisClient redis) {
            check(patiently(new JobLedger(redis)));
        }
        return bean;
    }

    private static LedgerHealth patiently(JobLedger ledger) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return ledger.ping();
            } catch (LedgerUnavailable e) {
                if (System.nanoTime() > end) {
                    throw new BadSetting(
                            SETTING,
                            "names a Redis that does not answer",
                            "Start it, or correct address and password.");
                }
                log.warn("waiting for Redis: {}", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for Redis", e);
            }
        }
    }

    private void check(LedgerHealth health) {
        String policy = health.maxmemoryPolicy();
        if (policy != null && !policy.equals("noeviction")) {
            refuse(
                    "names a Redis with maxmemory-policy " + policy + ", which evicts jobs when memory is short",
                    "Set maxmemory-policy to noeviction");
        }
        if (Boolean.FALSE.equals(health.appendOnly())) {
            refuse(
                    "names a Redis with appendonly no, which forgets every job when it stops",
                    "Set appendonly to yes, with appendfsync always or everysec");
        }
        if ("no".equals(health.appendFsync())) {
            refuse(
                    "names a Redis with appendfsync no, which may forget many seconds of jobs",
                    "Set appendfsync to always or everysec");
        }
    }

    private void refuse(String wrong, String wayOut) {
        if (!unsafe) {
            throw new BadSetting(SETTING, wrong, wayOut + OVERRIDE);
        }
        log.warn("{} {} (TINTYPE_REDIS_UNSAFE is set)", SETTING, wrong);
    }
}
