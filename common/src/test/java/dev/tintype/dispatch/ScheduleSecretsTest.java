package dev.tintype.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.InProcessBroker;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.Job;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobQuery;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.redis.RedisExtension;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.schedule.ScheduleSpec.Missed;
import dev.tintype.seal.RequestSeal;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import tools.jackson.core.type.TypeReference;

/** What a schedule's template holds in confidence. */
@ExtendWith(RedisExtension.class)
class ScheduleSecretsTest {
    private static final String JOB = """
            {"type": "capture", "source": {"url": "https://example.com"},
             "page": {"headers": {"X-Key": "s3cret-header"},
                      "cookies": [{"name": "session", "value": "s3cret-cookie", "domain": "example.com"}],
                      "http_credentials": {"username": "ada", "password": "s3cret-password"}}}""";

    private final RequestSeal seal =
            new RequestSeal(new SecretBox(new SealKeys(List.of("a-key-of-the-tests-with-32-letters")), "t"));
    private final RedisClient redis;
    private final JobLedger ledger;

    ScheduleSecretsTest(RedisClient redis) {
        this.redis = redis;
        this.ledger = new JobLedger(redis, LedgerSettings.defaults(), seal);
    }

    @Test
    void it_is_kept_sealed_and_reaches_the_jobs_that_are_made() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Map<String, Object> job = Json.mapper().convertValue(Json.tree(JOB), new TypeReference<>() {});
        ScheduleId id = ScheduleId.create();

        ledger.schedules().save("acme", id, new ScheduleSpec("* * * * *", "UTC", Missed.SKIP, false, job), now, null);
        try (InProcessBroker broker = new InProcessBroker();
                Dispatcher dispatcher = new Dispatcher(ledger, broker);
                Scheduler scheduler = new Scheduler(ledger, dispatcher, Clock.fixed(now, ZoneOffset.UTC))) {
            scheduler.lookOnce();
        }

        Job made = ledger.list("acme", JobQuery.ANY, 10, null).items().getFirst();
        CaptureSpec opened = seal.open("acme", (CaptureSpec) made.request().spec());
        assertThat(opened.page().headers()).containsEntry("X-Key", "s3cret-header");
        for (String key : redis.keys("*")) {
            String kept = redis.type(key).equals("hash") ? redis.hgetAll(key).toString() : "";
            assertThat(kept).as(key).doesNotContain("s3cret");
        }
        assertThat(redis.keys("*" + id.value() + "*")).isNotEmpty();
    }
}
