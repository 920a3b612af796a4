package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tintype.callback.CallbackBody;
import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryError;
import dev.tintype.callback.DeliveryId;
import dev.tintype.callback.Endpoint;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.BatchId;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.EventType;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.ledger.CallbackOutbox.Asked;
import dev.tintype.ledger.CallbackOutbox.Claimed;
import dev.tintype.ledger.CallbackOutbox.Outcome;
import dev.tintype.ledger.EndpointStore.Change;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told to whom, when, and how often. */
class CallbackOutboxTest extends TransitionTest {
    private static final String URL = "https://example.com/hook?job=1";

    private CallbackOutbox outbox;
    private EndpointStore endpoints;

    @BeforeEach
    void openOutbox() {
        outbox = clock.outbox(UnaryOperator.identity());
        endpoints = clock.endpoints();
    }

    // ---- what is told

    @Test
    void who_asked_for_the_end_of_a_job_is_told_once_whichever_end_it_is() {
        JobId succeeded = running(aJob().callback(URL));
        ledger.finish(succeeded, 1, resultOf(1));
        ledger.finish(succeeded, 1, resultOf(1));
        JobId failed = running(aJob().callback(URL));
        ledger.fail(failed, 1, hopeless());
        JobId cancelled = accepted(aJob().callback(URL));
        ledger.cancel("acme", cancelled);
        JobId expired = accepted(aJob().callback(URL).queueTtlS(1));
        clock.advance(Duration.ofSeconds(2));
        ledger.tick(expired);
        JobId lost = running(aJob().callback(URL).maxAttempts(1));
        clock.advance(LEASE);
        ledger.tick(lost);

        assertThat(told(succeeded)).containsExactly("job.succeeded");
        assertThat(told(failed)).containsExactly("job.failed");
        assertThat(told(cancelled)).containsExactly("job.cancelled");
        assertThat(told(expired)).containsExactly("job.expired");
        assertThat(told(lost)).containsExactly("job.failed");
    }

    @Test
    void every_state_can_be_told_and_a_retry_tells_again() {
        JobId id = accepted(aJob().callback(URL, jobEvents()));
        claimed(id);
        ledger.beat(id, 1, LEASE, Progress.of(10, "load"));
        ledger.fail(id, 1, retryable());
        clock.advance(Duration.ofMinutes(10));
        ledger.tick(id);
        claimed(id);
        ledger.finish(id, 2, resultOf(2));

        assertThat(told(id))
                .containsExactly(
                        "job.queued", "job.started", "job.progress", "job.queued", "job.started", "job.succeeded");
        assertThat(outbox.ofJob("acme", id)).extracting(Delivery::id).doesNotHaveDuplicates();
    }

    @Test
    void progress_is_told_at_most_once_a_second() {
        JobId id = running(aJob().callback(URL, EventType.JOB_PROGRESS));
        for (int percent = 0; percent < 50; percent++) {
            ledger.beat(id, 1, LEASE, Progress.of(percent, "load"));
        }

        assertThat(told(id)).hasSizeLessThan(10).contains("job.progress");
    }

    @Test
    void registered_endpoints_are_told_what_they_listen_to_of_their_tenant_only() {
        Endpoint ends = endpoint("https://a.example/", EventType.JOB_SUCCEEDED);
        Endpoint starts = endpoint("https://b.example/", EventType.JOB_STARTED, EventType.JOB_FAILED);
        endpoints.create(EndpointId.create(), "globex", "https://c.example/", List.of(jobEvents()), "", "x", 5);

        JobId id = running(aJob());
        ledger.finish(id, 1, resultOf(1));

        assertThat(outbox.ofJob("acme", id))
                .extracting(Delivery::endpoint, Delivery::type)
                .containsExactlyInAnyOrder(
                        tuple(ends.id(), EventType.JOB_SUCCEEDED), tuple(starts.id(), EventType.JOB_STARTED));
        assertThat(outbox.ofJob("globex", id)).isEmpty();
    }

    @Test
    void a_url_that_is_a_registered_endpoint_s_is_told_once_by_that_endpoint() {
        Endpoint endpoint = endpoint(URL, EventType.JOB_SUCCEEDED);
        JobId both = running(aJob().callback(URL, EventType.JOB_SUCCEEDED, EventType.JOB_STARTED));
        ledger.finish(both, 1, resultOf(1));

        assertThat(told(both)).containsExactly("job.started", "job.succeeded");
        assertThat(outbox.ofJob("acme", both))
                .allSatisfy(each -> assertThat(each.endpoint()).isEqualTo(endpoint.id()));
    }

    @Test
    void who_listens_is_told_once_when_every_job_of_a_batch_has_ended() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.BATCH_COMPLETED);
        BatchId batch = BatchId.create();
        List<JobId> jobs = List.of(JobId.create(), JobId.create());
        ledger.batches().plan(batch, "acme", jobs, "request", null);
        for (JobId id : jobs) {
            ledger.accept(new NewJob(id, "acme", aJob().build().request(), null, null, null, batch));
        }
        ledger.cancel("acme", jobs.get(0));
        assertThat(claim()).isEmpty();

        ledger.cancel("acme", jobs.get(1));

        Delivery told = claim().getFirst().delivery();
        assertThat(told.type()).isEqualTo(EventType.BATCH_COMPLETED);
        assertThat(told.endpoint()).isEqualTo(endpoint.id());
        assertThat(told.data()).isEqualTo("{\"id\":\"" + batch + "\",\"total\":2}");
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_schedule_that_compares_is_told_of_only_when_the_page_changed() {
        endpoint("https://a.example/", EventType.SCHEDULE_CHANGED);
        ScheduleId id = ScheduleId.create();
        ScheduleLedger schedules = ledger.schedules();
        ScheduleSpec spec =
                new ScheduleSpec("* * * * *", "UTC", ScheduleSpec.Missed.SKIP, false, Map.of("type", "compare"));
        schedules.save("acme", id, spec, null, null);

        compared(id, 0.0);
        JobId changed = compared(id, 2.5);
        assertThat(schedules.find("acme", id).orElseThrow().baseline()).isEqualTo(changed);
        JobId failed = comparing(id);
        ledger.fail(failed, 1, new JobFailure(ErrorCode.DIFFERENCE_FOUND, "Too much has changed."));
        JobId broken = comparing(id);
        ledger.fail(broken, 1, hopeless());
        assertThat(schedules.find("acme", id).orElseThrow().baseline()).isEqualTo(changed);
        schedules.delete("acme", id);
        compared(id, 9.0);

        assertThat(claim())
                .extracting(claimed -> claimed.delivery().data())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"" + id + "\",\"change\":\"page\",\"job\":\"" + changed + "\"}",
                        "{\"id\":\"" + id + "\",\"change\":\"page\",\"job\":\"" + failed + "\"}");
    }

    private JobId comparing(ScheduleId schedule) {
        JobId id = JobId.create();
        ledger.accept(new NewJob(id, "acme", aJob().build().request(), null, null, null, null, schedule));
        claimed(id);
        return id;
    }

    private JobId compared(ScheduleId schedule, double percent) {
        JobId id = comparing(schedule);
        ledger.finish(id, 1, new JobResult(List.of(), Map.of("comparison", Map.of("changed_percent", percent))));
        return id;
    }

    @Test
    void who_listens_is_told_what_became_of_a_schedule() {
        endpoint("https://a.example/", EventType.SCHEDULE_CHANGED);
        endpoint("https://b.example/", EventType.JOB_FAILED);
        ScheduleId id = ScheduleId.create();
        ScheduleSpec spec = new ScheduleSpec("* * * * *", "UTC", ScheduleSpec.Missed.SKIP, false, Map.of());
        ScheduleLedger schedules = ledger.schedules();

        schedules.save("acme", id, spec, null, null);
        schedules.save("acme", id, spec, null, 1L);
        schedules.save("acme", id, spec, null, 1L);
        schedules.delete("globex", id);
        schedules.delete("acme", id);

        assertThat(claim())
                .extracting(claimed -> claimed.delivery().data())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"" + id + "\",\"version\":1,\"change\":\"created\"}",
                        "{\"id\":\"" + id + "\",\"version\":2,\"change\":\"changed\"}",
                        "{\"id\":\"" + id + "\",\"change\":\"deleted\"}");
    }

    @Test
    void the_body_is_thin_and_the_same_in_every_attempt() {
        JobId id = running(aJob().callback(URL));
        ledger.finish(id, 1, resultOf(1));
        Delivery delivery = outbox.ofJob("acme", id).getFirst();
        JsonNode body = Json.tree(new String(CallbackBody.of(delivery), StandardCharsets.UTF_8));

        assertThat(body.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(body.get("type").asString()).isEqualTo("job.succeeded");
        assertThat(body.get("timestamp").asString()).isEqualTo("2030-01-01T00:00:00.000Z");
        assertThat(body.at("/data/id").asString()).isEqualTo(id.value());
        assertThat(body.at("/data/state").asString()).isEqualTo("succeeded");
        assertThat(body.at("/data/version").asInt()).isEqualTo(3);
        assertThat(body.at("/data/attempt").asInt()).isEqualTo(1);
        assertThat(body.at("/data/artifacts/0/url").asString()).isEqualTo("/v1/jobs/" + id + "/artifacts/a.png");
        assertThat(body.at("/data/artifacts/0").propertyNames()).doesNotContain("attempt");
        ledger.delete("acme", id);
        assertThat(CallbackBody.of(claim().getFirst().delivery())).isEqualTo(CallbackBody.of(delivery));
    }

    @Test
    void a_failure_is_told_with_its_code_and_without_its_detail() {
        JobId id = running(aJob().callback(URL));
        ledger.fail(id, 1, hopeless());
        JsonNode body =
                Json.tree(new String(CallbackBody.of(outbox.ofJob("acme", id).getFirst()), StandardCharsets.UTF_8));

        assertThat(body.at("/data/error/code").asString()).isEqualTo("egress_denied");
        assertThat(body.at("/data/error").propertyNames()).doesNotContain("detail");
    }

    // ---- claiming and recording

    @Test
    void a_delivery_is_one_sender_s_until_its_lease_ends_and_then_another_s_under_the_same_id() {
        Claimed first = due();

        assertThat(claim()).isEmpty();
        clock.advance(LEASE);
        Claimed second = claim().getFirst();

        assertThat(second.delivery().id()).isEqualTo(first.delivery().id());
        assertThat(outbox.record(first, new Outcome.Delivered(attempt(200)))).isFalse();
        assertThat(outbox.record(second, new Outcome.Delivered(attempt(200)))).isTrue();
        assertThat(outbox.record(second, new Outcome.Delivered(attempt(200)))).isTrue();
        assertThat(outbox.attempts(second.delivery().id())).hasSize(1);
        assertThat(found(second).state()).isEqualTo(Delivery.State.DELIVERED);
        clock.advance(Duration.ofDays(1));
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_retry_is_due_after_its_pause_and_the_log_grows() {
        Claimed claimed = due();

        outbox.record(claimed, new Outcome.Retry(attempt(500), Duration.ofMinutes(5)));

        assertThat(claim()).isEmpty();
        assertThat(found(claimed).nextAttemptAt()).isEqualTo(clock.now().plus(Duration.ofMinutes(5)));
        clock.advance(Duration.ofMinutes(5));
        Claimed again = claim().getFirst();
        assertThat(again.delivery().attempts()).isEqualTo(1);
        outbox.record(again, new Outcome.Failed(attempt(503)));
        assertThat(found(claimed).state()).isEqualTo(Delivery.State.FAILED);
        assertThat(outbox.attempts(claimed.delivery().id()))
                .extracting(DeliveryAttempt::status)
                .containsExactly(500, 503);
        clock.advance(Duration.ofDays(3));
        assertThat(claim()).isEmpty();
    }

    @Test
    void what_was_put_off_without_an_attempt_counts_none() {
        Claimed claimed = due();

        outbox.record(claimed, new Outcome.Later(Duration.ofSeconds(1)));

        clock.advance(Duration.ofSeconds(1));
        assertThat(claim().getFirst().delivery().attempts()).isZero();
        assertThat(outbox.attempts(claimed.delivery().id())).isEmpty();
    }

    @Test
    void a_queue_with_a_long_backlog_does_not_keep_others_waiting() {
        Endpoint busy = endpoint("https://busy.example/", EventType.JOB_QUEUED);
        for (int i = 0; i < 20; i++) {
            accepted(aJob());
        }
        clock.advance(Duration.ofSeconds(1));
        accepted(aJob().callback("https://other.example/", EventType.JOB_QUEUED));

        List<Claimed> first = outbox.claim(LEASE, 3, 2, Map.of());
        List<Claimed> without = outbox.claim(LEASE, 10, 4, Map.of(busy.id().value(), 0));
        List<Claimed> some = outbox.claim(LEASE, 10, 4, Map.of(busy.id().value(), 1));

        assertThat(first).extracting(each -> each.delivery().endpoint()).containsExactly(busy.id(), busy.id(), null);
        assertThat(without).isEmpty();
        assertThat(some).hasSize(1);
        assertThat(outbox.claim(LEASE, 100, 100, Map.of())).hasSize(18);
    }

    @Test
    void the_queue_served_longest_ago_is_served_first() {
        endpoint("https://one.example/", EventType.JOB_QUEUED);
        endpoint("https://two.example/", EventType.JOB_QUEUED);
        for (int i = 0; i < 3; i++) {
            accepted(aJob());
        }
        clock.advance(Duration.ofSeconds(1));

        EndpointId first =
                outbox.claim(LEASE, 1, 1, Map.of()).getFirst().delivery().endpoint();
        clock.advance(Duration.ofMillis(1));
        EndpointId second =
                outbox.claim(LEASE, 1, 1, Map.of()).getFirst().delivery().endpoint();

        assertThat(second).isNotEqualTo(first);
    }

    // ---- endpoints' health

    @Test
    void a_410_disables_the_endpoint_and_what_waits_is_held_until_it_is_enabled() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);
        Endpoint watcher = endpoint("https://b.example/", EventType.ENDPOINT_DISABLED);
        accepted(aJob());
        accepted(aJob());
        List<Claimed> both = claim();

        outbox.record(both.get(0), new Outcome.Gone(attempt(410)));
        outbox.record(both.get(1), new Outcome.Later(Duration.ZERO));
        JobId after = accepted(aJob());

        assertThat(disabled(endpoint)).contains(Endpoint.Disabled.GONE);
        assertThat(outbox.ofJob("acme", after)).isEmpty();
        assertThat(outbox.test("acme", endpoint.id())).isInstanceOf(Asked.Disabled.class);
        assertThat(outbox.redeliver("acme", both.get(0).delivery().id())).isInstanceOf(Asked.Disabled.class);
        Delivery notice = claim().getFirst().delivery();
        assertThat(notice.type()).isEqualTo(EventType.ENDPOINT_DISABLED);
        assertThat(notice.endpoint()).isEqualTo(watcher.id());
        assertThat(Json.tree(notice.data()).get("id").asString())
                .isEqualTo(endpoint.id().value());
        assertThat(claim()).isEmpty();

        endpoints.change("acme", endpoint.id(), new Change(null, null, null, null, true));

        assertThat(claim())
                .singleElement()
                .satisfies(each -> assertThat(each.delivery().id())
                        .isEqualTo(both.get(1).delivery().id()));
    }

    @Test
    void five_days_of_failures_only_disable_an_endpoint() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);
        fail();
        clock.advance(Duration.ofDays(4));
        fail();
        assertThat(disabled(endpoint)).isEmpty();
        clock.advance(Duration.ofDays(1));

        fail();

        assertThat(disabled(endpoint)).contains(Endpoint.Disabled.FAILING);
    }

    @Test
    void one_success_forgives_all_failures() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);
        fail();
        clock.advance(Duration.ofDays(4));
        accepted(aJob());
        outbox.record(claim().getFirst(), new Outcome.Delivered(attempt(204)));
        clock.advance(Duration.ofDays(2));

        fail();

        assertThat(disabled(endpoint)).isEmpty();
        assertThat(endpoints.find("acme", endpoint.id()).orElseThrow().failingSince())
                .isEqualTo(clock.now());
    }

    @Test
    void a_full_queue_takes_no_more_and_disables_its_endpoint() {
        ledger = clock.ledger(
                LedgerSettings.defaults(),
                ManualClock.scripts(LedgerSettings.defaults())
                        .map(text -> text.replace("BACKLOG, OVERFLOW_MS = 100000", "BACKLOG, OVERFLOW_MS = 2")),
                () -> 0.5);
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);
        accepted(aJob());
        accepted(aJob());

        JobId tooMuch = accepted(aJob());
        JobId after = accepted(aJob());

        assertThat(outbox.ofJob("acme", tooMuch).getFirst().error()).isEqualTo(DeliveryError.BACKLOG_FULL);
        assertThat(disabled(endpoint)).contains(Endpoint.Disabled.BACKLOG);
        assertThat(outbox.ofJob("acme", after)).isEmpty();
    }

    // ---- asked for

    @Test
    void a_delivery_can_be_sent_once_more_under_the_same_id() {
        Claimed claimed = due();
        outbox.record(claimed, new Outcome.Failed(attempt(500)));

        Asked again = outbox.redeliver("acme", claimed.delivery().id());

        assertThat(again)
                .isInstanceOfSatisfying(
                        Asked.Done.class,
                        done -> assertThat(done.delivery().state()).isEqualTo(Delivery.State.PENDING));
        assertThat(claim().getFirst().delivery().id())
                .isEqualTo(claimed.delivery().id());
        assertThat(outbox.attempts(claimed.delivery().id())).hasSize(1);
    }

    @Test
    void what_is_being_sent_right_now_is_not_sent_twice() {
        Claimed claimed = due();

        assertThat(outbox.redeliver("acme", claimed.delivery().id())).isInstanceOf(Asked.Done.class);

        assertThat(claim()).isEmpty();
        assertThat(outbox.record(claimed, new Outcome.Delivered(attempt(200)))).isTrue();
    }

    @Test
    void a_test_is_sent_whatever_the_endpoint_listens_to() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);

        assertThat(outbox.test("acme", endpoint.id())).isInstanceOf(Asked.Done.class);

        assertThat(claim().getFirst().delivery().type()).isEqualTo(EventType.WEBHOOK_TEST);
    }

    @Test
    void what_is_another_tenant_s_is_unknown() {
        Endpoint endpoint = endpoint("https://a.example/", EventType.JOB_QUEUED);
        DeliveryId id = due().delivery().id();

        assertThat(outbox.find("globex", id)).isEmpty();
        assertThat(outbox.redeliver("globex", id)).isInstanceOf(Asked.Unknown.class);
        assertThat(outbox.test("globex", endpoint.id())).isInstanceOf(Asked.Unknown.class);
        assertThat(endpoints.find("globex", endpoint.id())).isEmpty();
        assertThat(endpoints.change("globex", endpoint.id(), new Change(URL, null, null, null, null)))
                .isEmpty();
        assertThat(endpoints.delete("globex", endpoint.id())).isFalse();
        assertThat(endpoints.list("globex")).isEmpty();
        assertThat(endpoints.list("acme")).extracting(Endpoint::url).containsExactly("https://a.example/");
    }

    // ---- bounds

    @Test
    void everything_that_is_kept_of_deliveries_goes_by_itself() {
        endpoint("https://a.example/", EventType.JOB_SUCCEEDED);
        JobId id = running(aJob().callback(URL, jobEvents()));
        ledger.beat(id, 1, LEASE, Progress.of(10, "load"));
        ledger.finish(id, 1, resultOf(1));
        List<Claimed> all = claim();
        outbox.record(all.get(0), new Outcome.Retry(attempt(500), Duration.ofSeconds(5)));
        outbox.record(all.get(1), new Outcome.Delivered(attempt(200)));

        for (String key : redis.keys("{tintype}:wh:*")) {
            boolean kept = key.startsWith("{tintype}:wh:ep:")
                    || key.startsWith("{tintype}:wh:all:")
                    || key.startsWith("{tintype}:wh:of:")
                    || key.equals("{tintype}:wh:due");
            assertThat(kept || redis.pttl(key) > 0).as(key).isTrue();
        }
    }

    @Test
    void only_so_many_deliveries_of_a_job_are_listed_and_its_end_is_among_them() {
        JobId id = running(aJob().callback(URL, EventType.JOB_PROGRESS, EventType.JOB_SUCCEEDED));
        for (int i = 0; i < 250; i++) {
            ledger.beat(id, 1, LEASE, new Progress(10, "load", "part " + i));
            redis.del("{tintype}:wh:told:" + id);
        }
        ledger.finish(id, 1, resultOf(1));

        assertThat(told(id)).hasSize(200).endsWith("job.succeeded");
    }

    @Test
    void a_queue_whose_deliveries_are_gone_is_forgotten() {
        DeliveryId id = due().delivery().id();
        redis.del(Keys.delivery(id));
        clock.advance(LEASE);

        assertThat(claim()).isEmpty();

        assertThat(redis.exists(Keys.DUE_QUEUES)).isFalse();
    }

    @Test
    void a_tenant_has_only_so_many_endpoints_and_a_deleted_one_makes_room() {
        Endpoint first = endpoint("https://a.example/", EventType.JOB_QUEUED);
        Optional<Endpoint> second =
                endpoints.create(EndpointId.create(), "acme", URL, List.of(EventType.JOB_QUEUED), "", "x", 1);
        assertThat(second).isEmpty();

        assertThat(endpoints.delete("acme", first.id())).isTrue();

        assertThat(endpoints.create(EndpointId.create(), "acme", URL, List.of(EventType.JOB_QUEUED), "", "x", 1))
                .isPresent();
        assertThat(told(accepted(aJob()))).hasSize(1);
    }

    private Endpoint endpoint(String url, EventType... events) {
        return endpoints
                .create(EndpointId.create(), "acme", url, List.of(events), "", "x", 10)
                .orElseThrow();
    }

    private Optional<Endpoint.Disabled> disabled(Endpoint endpoint) {
        return Optional.ofNullable(
                endpoints.find("acme", endpoint.id()).orElseThrow().disabled());
    }

    /** A new event's delivery fails for good. */
    private void fail() {
        accepted(aJob());
        outbox.record(claim().getFirst(), new Outcome.Failed(attempt(500)));
    }

    /** A delivery of a job's own callback, claimed. */
    private Claimed due() {
        accepted(aJob().callback(URL, EventType.JOB_QUEUED));
        return claim().getFirst();
    }

    private List<Claimed> claim() {
        return outbox.claim(LEASE, 10, 4, Map.of());
    }

    private Delivery found(Claimed claimed) {
        return outbox.find("acme", claimed.delivery().id()).orElseThrow();
    }

    private DeliveryAttempt attempt(int status) {
        return new DeliveryAttempt(clock.now(), 12, status, status < 300 ? null : DeliveryError.HTTP_STATUS);
    }

    private List<String> told(JobId id) {
        return outbox.ofJob("acme", id).stream()
                .map(delivery -> delivery.type().wireName())
                .toList();
    }

    private static EventType[] jobEvents() {
        return Arrays.stream(EventType.values()).filter(EventType::ofJob).toArray(EventType[]::new);
    }
}
