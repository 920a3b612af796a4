package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.api.job.JobWaiter;
import dev.tintype.job.JobId;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsTest extends ApiTest {
    EventsTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void a_jobs_changes_arrive_until_its_end() {
        JobId id = submit();
        CompletableFuture<Reply> stream = CompletableFuture.supplyAsync(
                () -> get("/v1/jobs/" + id + "/events"), Executors.newVirtualThreadPerTaskExecutor());
        await().until(() -> server.bean(JobWaiter.class).watching() == 1);

        claim(id);
        ledger.beat(id, 1, Duration.ofSeconds(30), Progress.of(50, "load"));
        finish(id);

        assertThat(stream).succeedsWithin(Duration.ofSeconds(10)).satisfies(reply -> {
            assertThat(reply.header("Content-Type").orElse("")).startsWith("text/event-stream");
            List<String> blocks = blocks(reply);
            JsonNode last = data(blocks.getLast());
            assertThat(data(blocks.getFirst()).get("state").asString()).isEqualTo("queued");
            assertThat(blocks.getLast()).contains("event: state\n").containsPattern("id: \\d+-\\d+\n");
            assertThat(last.get("state").asString()).isEqualTo("succeeded");
            assertThat(last.get("version").asInt()).isEqualTo(4);
            assertThat(last.propertyNames()).doesNotContain("source");
        });
        assertThat(server.bean(JobWaiter.class).watching()).isZero();
    }

    @Test
    void progress_is_told_apart_from_states() {
        JobId id = submit();
        claim(id);
        CompletableFuture<Reply> stream = CompletableFuture.supplyAsync(
                () -> get("/v1/jobs/" + id + "/events"), Executors.newVirtualThreadPerTaskExecutor());
        await().until(() -> server.bean(JobWaiter.class).watching() == 1);

        ledger.beat(id, 1, Duration.ofSeconds(30), Progress.of(50, "load"));
        await().untilAsserted(() -> assertThat(stream).isNotDone());
        finish(id);

        assertThat(stream).succeedsWithin(Duration.ofSeconds(10));
        List<String> names = blocks(stream.join()).stream()
                .map(block -> block.lines()
                        .filter(line -> line.startsWith("event: "))
                        .findFirst()
                        .orElse(""))
                .toList();
        assertThat(names).first().isEqualTo("event: state");
        assertThat(names).last().isEqualTo("event: state");
    }

    @Test
    void an_ended_job_is_shown_once_and_then_no_more() {
        JobId id = finished();

        Reply first = get("/v1/jobs/" + id + "/events");
        String lastId = blocks(first)
                .getLast()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElse("")
                .substring(4);
        Reply again = send(to("/v1/jobs/" + id + "/events").header("Last-Event-ID", lastId));
        Reply early = send(to("/v1/jobs/" + id + "/events").header("Last-Event-ID", "1-0"));

        assertThat(data(blocks(first).getLast()).get("state").asString()).isEqualTo("succeeded");
        assertThat(again.status()).isEqualTo(204);
        assertThat(early.status()).isEqualTo(200);
    }

    @Test
    void who_asks_for_the_header_alone_is_not_kept_waiting() {
        Reply reply = send(to("/v1/jobs/" + submit() + "/events")
                .timeout(Duration.ofSeconds(10))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type").orElse("")).startsWith("text/event-stream");
    }

    private static List<String> blocks(Reply reply) {
        return Arrays.stream(reply.text().split("\n\n", -1))
                .filter(block -> block.contains("data: "))
                .map(block -> block + "\n")
                .toList();
    }

    private static JsonNode data(String block) {
        String line = block.lines()
                .filter(text -> text.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        return Json.tree(line.substring("data: ".length()));
    }
}
