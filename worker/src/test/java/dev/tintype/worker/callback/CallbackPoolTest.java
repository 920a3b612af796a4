package dev.tintype.worker.callback;

import static dev.tintype.ledger.Jobs.aJob;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryError;
import dev.tintype.callback.Endpoint;
import dev.tintype.callback.registry.EndpointRegistry.Changes;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.job.EventType;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.json.Json;
import dev.tintype.worker.callback.Receiver.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallbackPoolTest extends PoolTest {
    // ---- what arrives

    @Test
    void a_job_s_end_arrives_signed_so_that_the_official_library_verifies_it() throws Exception {
        try (Receiver receiver = Receiver.answering("204 No Content")) {
            Registered endpoint = endpoint(receiver, EventType.JOB_SUCCEEDED);
            send(receiver);

            JobId id = accepted(aJob().build());
            ledger.claim(id, "worker", Duration.ofSeconds(30));
            ledger.finish(id, 1, new JobResult(List.of(), Map.of()));

            Delivery delivery = ended(id);
            assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
            Request request = receiver.requests().getFirst();
            new Webhook(endpoint.keys().secret().reveal()).verify(request.body(), request.headerLists());
            assertThat(request.id()).isEqualTo(delivery.id().value());
            assertThat(request.line()).isEqualTo("POST /hook HTTP/1.1");
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(Json.tree(request.body()).at("/data/id").asString()).isEqualTo(id.value());
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void a_job_s_own_callback_is_signed_with_the_tenant_s_default_secret_old_and_new() throws Exception {
        try (Receiver receiver = Receiver.answering("200 OK")) {
            String old = registry.keysOfJobs("acme").secret().reveal();
            String fresh = registry.rotateKeysOfJobs("acme").secret().reveal();
            send(receiver);

            ended(queued(receiver.url()));

            Request request = receiver.requests().getFirst();
            new Webhook(old).verify(request.body(), request.headerLists());
            new Webhook(fresh).verify(request.body(), request.headerLists());
        }
    }

    @Test
    void each_of_many_arrives_exactly_once_and_at_its_own_endpoint() throws IOException {
        try (Receiver one = Receiver.answering("200 OK");
                Receiver two = Receiver.answering("200 OK")) {
            send(one, two);
            List<JobId> ids = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ids.add(queued(i % 2 == 0 ? one.url() : two.url()));
            }

            ids.forEach(id -> assertThat(ended(id).attempts()).isEqualTo(1));

            assertThat(one.requests()).hasSize(30);
            assertThat(two.requests()).hasSize(30);
            assertThat(Stream.concat(one.requests().stream(), two.requests().stream())
                            .map(Request::id))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void what_is_being_sent_when_the_pool_is_told_to_stop_arrives_and_counts() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(out -> {
            held(over);
            Receiver.saying("200 OK").write(out);
        })) {
            send(receiver);
            JobId id = queued(receiver.url());
            await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);

            Thread closing = Thread.ofVirtual().start(this::stop);
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            over.countDown();
            closing.join();

            assertThat(delivery(id).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(delivery(id).attempts()).isEqualTo(1);
        }
    }

    // ---- what goes wrong

    @Test
    void what_failed_is_sent_again_under_the_same_id_with_the_same_body() throws IOException {
        try (Receiver receiver = Receiver.answering("500 Internal Server Error")) {
            send(receiver);
            JobId id = queued(receiver.url());

            assertThat(attempted(id).error()).isEqualTo(DeliveryError.HTTP_STATUS);
            assertThat(attempted(id).status()).isEqualTo(500);
            assertThat(pause(id)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
            receiver.answerFromNowOn(Receiver.saying("200 OK"));

            assertThat(ended(id).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().get(1).id())
                    .isEqualTo(receiver.requests().get(0).id());
            assertThat(receiver.requests().get(1).body())
                    .isEqualTo(receiver.requests().get(0).body());
        }
    }

    @Test
    void an_endpoint_that_hangs_delays_no_other() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver hanging = new Receiver(out -> held(over));
                Receiver good = Receiver.answering("200 OK")) {
            for (int i = 0; i < 40; i++) {
                queued(hanging.url());
            }
            JobId stuck = queued(hanging.url());
            send(PATIENT, hanging, good);
            await().atMost(PATIENCE).until(() -> hanging.requests().size() >= 4);

            Instant before = Instant.now();
            JobId id = queued(good.url());
            assertThat(ended(id).state()).isEqualTo(Delivery.State.DELIVERED);

            assertThat(Duration.between(before, Instant.now())).isLessThan(PATIENT.deadline());
            assertThat(delivery(stuck).state()).isEqualTo(Delivery.State.PENDING);
            over.countDown();
        }
    }

    @Test
    void no_answer_in_time_is_a_timeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver hanging = new Receiver(out -> held(over))) {
            send(hanging);

            JobId id = queued(hanging.url());

            assertThat(attempted(id).error()).isEqualTo(DeliveryError.TIMEOUT);
            assertThat(attempted(id).status()).isNull();
            assertThat(attempted(id).ms()).isBetween(900L, 3000L);
            over.countDown();
        }
    }

    @Test
    void a_redirect_is_a_failure_and_never_followed() throws IOException {
        try (Receiver inside = Receiver.answering("200 OK");
                Receiver receiver = Receiver.answering("307 Temporary Redirect", "Location: " + inside.url())) {
            // even to where callbacks may go
            send(receiver, inside);

            JobId id = queued(receiver.url());

            assertThat(attempted(id).error()).isEqualTo(DeliveryError.REDIRECT);
            assertThat(inside.requests()).isEmpty();
        }
    }

    @Test
    void a_410_ends_the_delivery_and_disables_the_endpoint() throws IOException {
        try (Receiver receiver = Receiver.answering("410 Gone")) {
            Registered endpoint = endpoint(receiver, EventType.JOB_QUEUED);
            send(receiver);

            JobId id = accepted(aJob().build());

            assertThat(ended(id).state()).isEqualTo(Delivery.State.FAILED);
            assertThat(attempted(id).error()).isEqualTo(DeliveryError.GONE);
            assertThat(registry.find("acme", endpoint.endpoint().id())
                            .orElseThrow()
                            .endpoint()
                            .disabled())
                    .isEqualTo(Endpoint.Disabled.GONE);
            assertThat(outbox.ofJob("acme", accepted(aJob().build()))).isEmpty();
        }
    }

    @Test
    void a_body_without_end_is_not_read_and_its_status_counts() throws IOException {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
            byte[] junk = new byte[8192];
            try {
                while (true) {
                    out.write(junk);
                }
            } catch (IOException e) {
                hungUp.countDown();
                throw e;
            }
        })) {
            send(receiver);

            JobId id = queued(receiver.url());

            assertThat(ended(id).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(attempted(id).status()).isEqualTo(200);
            // well before the deadline, which would have ended it too
            assertThat(attempted(id).ms()).isLessThan(900);
            await().atMost(PATIENCE).until(() -> hungUp.getCount() == 0);
        }
    }

    @Test
    void a_body_that_trickles_is_not_waited_for_longer_than_the_deadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx".getBytes(UTF_8));
            out.flush();
            held(over);
        })) {
            send(receiver);

            JobId id = queued(receiver.url());

            assertThat(ended(id).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(attempted(id).ms()).isBetween(900L, 3000L);
            over.countDown();
        }
    }

    @Test
    void what_egress_denies_is_not_dialled() throws IOException {
        try (Receiver denied = Receiver.answering("200 OK");
                Receiver other = Receiver.answering("200 OK")) {
            send(other);

            JobId id = queued(denied.url());
            JobId byTls = queued(denied.url().replace("http:", "https:"));

            assertThat(attempted(id).error()).isEqualTo(DeliveryError.EGRESS_DENIED);
            assertThat(attempted(byTls).error()).isEqualTo(DeliveryError.EGRESS_DENIED);
            assertThat(denied.requests()).isEmpty();
        }
    }

    @Test
    void nobody_there_a_host_without_address_and_no_tls_each_have_their_name() throws IOException {
        Receiver gone = Receiver.answering("200 OK");
        gone.close();
        try (Receiver plain = Receiver.speakingFirst("220 no TLS here\r\n")) {
            send(PATIENT, gone, plain);

            assertThat(attempted(queued(gone.url())).error()).isEqualTo(DeliveryError.CONNECTION_FAILED);
            assertThat(attempted(queued("http://no-such-host.invalid/")).error())
                    .isEqualTo(DeliveryError.DNS_FAILURE);
            assertThat(attempted(queued(plain.url().replace("http:", "https:"))).error())
                    .isEqualTo(DeliveryError.TLS_FAILURE);
        }
    }

    @Test
    void retry_after_is_honoured_up_to_twice_the_pause() throws IOException {
        try (Receiver patient = Receiver.answering("503 Service Unavailable", "Retry-After: 3600");
                Receiver dated =
                        Receiver.answering("429 Too Many Requests", "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT")) {
            send(patient, dated);
            JobId first = queued(patient.url());
            JobId second = queued(dated.url());

            attempted(first);
            attempted(second);

            assertThat(pause(first)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(13));
            assertThat(pause(second)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(13));
        }
    }

    // ---- endpoints that change

    @Test
    void what_waits_for_a_deleted_endpoint_fails_and_a_changed_url_is_the_one_used() throws IOException {
        try (Receiver before = Receiver.answering("200 OK");
                Receiver after = Receiver.answering("200 OK")) {
            Registered moved = endpoint(before, EventType.JOB_QUEUED);
            JobId id = accepted(aJob().build());
            registry.change("acme", moved.endpoint().id(), new Changes(after.url(), null, null, null, null));
            Registered deleted = endpoint(before, EventType.JOB_STARTED);
            ledger.claim(id, "worker", Duration.ofSeconds(30));
            registry.delete("acme", deleted.endpoint().id());
            send(before, after);

            List<Delivery> both = await().atMost(PATIENCE)
                    .until(
                            () -> outbox.ofJob("acme", id),
                            all -> all.stream().noneMatch(each -> each.state() == Delivery.State.PENDING));

            assertThat(both.get(0).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(both.get(1).error()).isEqualTo(DeliveryError.ENDPOINT_DELETED);
            assertThat(after.requests()).hasSize(1);
            assertThat(before.requests()).isEmpty();
        }
    }

    private Duration pause(JobId id) {
        Instant next = delivery(id).nextAttemptAt();
        assertThat(next).isNotNull();
        return Duration.between(Instant.now(), next == null ? Instant.MAX : next);
    }

    private static void held(CountDownLatch over) {
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
