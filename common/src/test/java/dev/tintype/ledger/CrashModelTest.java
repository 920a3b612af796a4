package dev.tintype.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.CrashModel.Report;
import dev.tintype.redis.RedisExtension;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Rules 1, 2 and 4 of the design: whatever dies or is lost, every accepted job ends exactly once, and fences hold. */
@ExtendWith(RedisExtension.class)
class CrashModelTest {
    private static final int JOBS = 400;

    private final RedisClient redis;

    CrashModelTest(RedisClient redis) {
        this.redis = redis;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_accepted_job_ends_exactly_once(long seed) {
        Report report = run(ManualClock.scripts(CrashModel.SETTINGS), seed);

        assertThat(report.violations()).isEmpty();
        assertThat(report.counts()).containsKeys(CrashModel.mustHappen().toArray(String[]::new));
    }

    @Test
    void every_accepted_job_ends_exactly_once_whatever_the_seed() {
        long seed = ThreadLocalRandom.current().nextLong();

        Report report = run(ManualClock.scripts(CrashModel.SETTINGS), seed);

        System.out.println("crash model, seed " + seed + ": " + report.counts());
        assertThat(report.violations()).as("seed " + seed).isEmpty();
    }

    @Test
    void a_seed_says_all_that_happens() {
        Report first = run(ManualClock.scripts(CrashModel.SETTINGS), 4);
        redis.flushAll();

        assertThat(run(ManualClock.scripts(CrashModel.SETTINGS), 4)).isEqualTo(first);
    }

    /** A model that cannot fail proves nothing: without any one of these rules it must. */
    @ParameterizedTest
    @EnumSource
    void a_broken_rule_is_noticed(BrokenRule rule) {
        Scripts scripts = ManualClock.scripts(CrashModel.SETTINGS).map(rule::breakIn);

        Report report = run(scripts, 5);

        assertThat(report.violations()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_rule_to_break_is_still_there(BrokenRule rule) {
        Scripts scripts = Scripts.load(CrashModel.SETTINGS);

        assertThat(Transition.values())
                .anyMatch(transition -> rule.isIn(scripts.get(transition).text()));
    }

    private Report run(Scripts scripts, long seed) {
        return new CrashModel(redis, scripts, seed, JOBS).run();
    }

    /** A rule, and the scripts without it. */
    enum BrokenRule {
        THE_ATTEMPT_IS_THE_FENCE(
                "if job.state == 'running' and job.attempt == attempt then", "if job.state == 'running' then"),
        WHAT_DOES_NOT_RUN_CANNOT_END(
                "if job.state == 'running' and job.attempt == attempt then", "if job.attempt == attempt then"),
        A_CONFIRM_MOVES_THE_TIMER_ONLY_OF_WHAT_STILL_WAITS(
                "if job.state == 'queued' and job.attempt == ARGV[i + 1] and in_window(job) then", "if job.id then"),
        ONLY_WHAT_IS_QUEUED_IS_CLAIMED("if job.state ~= 'queued' or not in_window(job) then", "if false then"),
        ONLY_WHAT_IS_PUBLISHED_IS_CLAIMED(
                "if job.state ~= 'queued' or not in_window(job) then", "if job.state ~= 'queued' then"),
        THE_WINDOW_IS_NOT_EXCEEDED(
                "return math.max(0, window(pool, now) - redis.call('ZCARD', window_key(pool)))", "return 100"),
        A_TENANTS_CAP_IS_NOT_EXCEEDED("return cap > 0 and", "return false and"),
        A_PAUSED_POOL_IS_NOT_PUBLISHED("if redis.call('HGET', pool_key(pool), 'paused') then", "if false then"),
        A_PAUSE_TAKES_BACK_WHAT_WAITS("  leave(job)\n  shelve(job, job.created, now)", ""),
        WHAT_ENDS_LEAVES_ITS_POOL("elseif job.state == 'queued' or job.state == 'running' then", "elseif false then"),
        WHAT_IS_QUEUED_HAS_A_PLACE("  shelve(job, now, now)\n", ""),
        WHO_ENDS_TELLS_WHO_WAITS("  conclude(job, to, now)\n  tell_kids(job, now)", "  conclude(job, to, now)"),
        WHO_IS_TOLD_WAITS_FOR_THE_OTHERS_TOO("elseif redis.call('HINCRBY', kid.key, 'open', -1) <= 0 then", "else"),
        WHAT_HAS_ENDED_IS_NOT_WAITED_FOR("if WAITS_OR_RUNS[parent.state] then", "if true then"),
        A_UNIQUE_KEY_IS_HELD_BY_ONE("if holder then", "if false then"),
        AN_END_FREES_THE_UNIQUE_KEY("if job.uniq and redis.call('GET'", "if false and redis.call('GET'"),
        A_FULL_TENANT_IS_REFUSED("if most > 0 and waiting(ARGV[2]) >= most then", "if false then"),
        AN_ACCEPTED_JOB_HAS_A_TIMER("look_at(job, by_deadline(job, due))", ""),
        A_LOST_LEASE_IS_NOTICED("if job.state == 'running' then\n  count_failure", "if false then\n  count_failure"),
        AN_END_IS_TOLD_IN_THE_SAME_STEP("  tell_endpoints(job, kind)\n", ""),
        AN_END_TAKES_THE_TIMER_AWAY(
                "redis.call('ZREM', TIMERS, job.id)\n  if not job.whole then", "if not job.whole then"),
        CHUNKS_END_WITH_THEIR_WHOLE("if chunk.state ~= 'running' then", "if false then"),
        CHUNKS_ARE_KEPT_AS_LONG_AS_THEIR_WHOLE_GOES_ON("elseif not whole_goes_on(job) then", "else"),
        CHUNKS_GO_WITH_THEIR_WHOLE("elseif not whole_goes_on(job) then", "elseif false then"),
        A_CUT_GIVES_THE_SLOT_BACK("move(job, 'blocked')\nblock(job, ids, now)", "block(job, ids, now)");

        private final String rule;
        private final String without;

        BrokenRule(String rule, String without) {
            this.rule = rule;
            this.without = without;
        }

        String breakIn(String script) {
            return script.replace(rule, without);
        }

        boolean isIn(String script) {
            return script.contains(rule);
        }
    }
}
