package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListTest extends ApiTest {
    ListTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void nothing_is_an_empty_page() {
        JsonNode page = get("/v1/jobs").json();

        assertThat(page.get("items").size()).isZero();
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void pages_follow_each_other_newest_first_and_nothing_is_lost_or_doubled() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(submit().value());
        }

        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = get("/v1/jobs?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .json();
            page.get("items").forEach(job -> seen.add(job.get("id").asString()));
            next = page.get("next_cursor").asString("");
            pages++;
            // what comes in between does not move what follows
            submit();
        } while (!next.isEmpty() && pages < 10);

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void filters_must_all_hold() {
        JobId plain = submit();
        JobId tagged = new JobId(post("/v1/jobs", CAPTURE.replace("}}", "},\"tags\":[\"a:b/c\",\"nightly\"]}"))
                .json("id"));
        JobId cancelled = submit();
        post("/v1/jobs/" + cancelled + "/cancel", "");
        Instant created = Instant.parse(get("/v1/jobs/" + tagged).json("created_at"));

        assertThat(list("state=queued")).containsExactlyInAnyOrder(plain, tagged);
        assertThat(list("state=cancelled")).containsExactly(cancelled);
        assertThat(list("tag=a:b/c")).containsExactly(tagged);
        assertThat(list("tag=nightly&state=cancelled")).isEmpty();
        assertThat(list("type=capture")).containsExactlyInAnyOrder(plain, tagged, cancelled);
        assertThat(list("created_before=" + created)).doesNotContain(tagged, cancelled);
        assertThat(list("created_after=" + created.minusSeconds(60) + "&created_before=" + created.plusSeconds(60)))
                .containsExactlyInAnyOrder(plain, tagged, cancelled);
        assertThat(list("created_after=2999-01-01T00:00:00%2B02:00")).isEmpty();
    }

    @Test
    void metadata_is_a_filter_that_may_be_repeated() {
        JobId north = new JobId(
                post("/v1/jobs", CAPTURE.replace("}}", "},\"metadata\":{\"order\":\"4,2\",\"shop\":\"north\"}}"))
                        .json("id"));
        submit();

        assertThat(list("metadata=order=4,2")).containsExactly(north);
        assertThat(list("metadata=order=4,2&metadata=shop=north")).containsExactly(north);
        assertThat(list("metadata=order=4,2&metadata=shop=south")).isEmpty();
        for (String wrong : List.of("metadata=order", "metadata==42", "metadata=a=1&metadata=a=2")) {
            Reply refused = get("/v1/jobs?" + wrong);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("metadata");
        }
        assertThat(get("/v1/jobs?tag=a&tag=b").status()).isEqualTo(400);
    }

    @Test
    void a_tenant_sees_its_own_jobs_only() {
        submit();

        Reply reply = send(to("/v1/jobs").setHeader("Authorization", "Bearer " + OTHER.reveal()));

        assertThat(reply.json().get("items").size()).isZero();
    }

    @Test
    void a_cursor_works_only_where_it_was_made() {
        submit();
        submit();
        String cursor = get("/v1/jobs?limit=1&state=queued").json("next_cursor");

        assertThat(get("/v1/jobs?state=queued&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(get("/v1/jobs?limit=50&state=queued&cursor=" + cursor).status())
                .isEqualTo(200);
        for (Reply refused : List.of(
                get("/v1/jobs?cursor=" + cursor),
                get("/v1/jobs?state=running&cursor=" + cursor),
                get("/v1/jobs?state=queued&tag=x&cursor=" + cursor),
                send(to("/v1/jobs?state=queued&cursor=" + cursor)
                        .setHeader("Authorization", "Bearer " + OTHER.reveal())))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json("code")).isEqualTo("invalid-cursor");
        }
    }

    @Test
    void any_changed_byte_ends_a_cursor() {
        submit();
        submit();
        String cursor = get("/v1/jobs?limit=1").json("next_cursor");

        for (int i = 0; i < cursor.length(); i++) {
            char changed = cursor.charAt(i) == 'x' ? 'y' : 'x';
            String other = cursor.substring(0, i) + changed + cursor.substring(i + 1);

            assertThat(get("/v1/jobs?cursor=" + other).json("code")).as(other).isEqualTo("invalid-cursor");
        }
        assertThat(get("/v1/jobs?cursor=" + cursor).status()).isEqualTo(200);
    }

    private Set<JobId> list(String query) {
        Set<JobId> ids = new HashSet<>();
        get("/v1/jobs?" + query)
                .json()
                .get("items")
                .forEach(job -> ids.add(new JobId(job.get("id").asString())));
        return ids;
    }
}
