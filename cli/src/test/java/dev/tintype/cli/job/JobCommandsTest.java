package dev.tintype.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.job.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobCommandsTest {
    private final FakeServer server = new FakeServer();
    private final RecordedTerminal terminal = new RecordedTerminal(false);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_of_ours_comes_with_a_hint(ErrorCode code) {
        job("{\"id\":\"job_1\",\"state\":\"failed\",\"version\":1,\"error\":{\"code\":\"" + code.wireName()
                + "\",\"title\":\"T\",\"detail\":\"What happened.\"}}");

        assertThat(terminal.run(show())).isZero();
        assertThat(terminal.out()).contains("error     What happened.", "code      " + code.wireName(), "hint      ");
    }

    @Test
    void an_error_that_this_client_does_not_know_is_still_told() {
        job(
                "{\"id\":\"job_1\",\"state\":\"failed\",\"version\":1,\"error\":{\"code\":\"sun_spots\",\"title\":\"Sun spots\"}}");

        assertThat(terminal.run(show())).isZero();
        assertThat(terminal.out())
                .contains("error     Sun spots", "code      sun_spots")
                .doesNotContain("hint");
    }

    @Test
    void watching_a_job_ends_with_its_fate() {
        job("{\"id\":\"job_1\",\"state\":\"expired\",\"version\":1}");

        assertThat(terminal.run(
                        "job", "job_1", "--watch", "--server", server.url().toString(), "--key", "k"))
                .isEqualTo(1);
    }

    @Test
    void an_unknown_job_is_said_to_be_unknown() {
        assertThat(terminal.run(show())).isEqualTo(1);
        assertThat(terminal.err()).startsWith("tintype: there is no job job_1");
    }

    @Test
    void watching_all_jobs_tells_each_change_and_goes_on_where_a_connection_broke() {
        server.on(
                "GET /v1/events",
                Answer.json(
                        200,
                        "id: 1-0\n\n:\n\nid: 2-0\nevent: state\ndata: {\"id\":\"job_1\",\"state\":\"running\"}\n\n"),
                Answer.json(200, "id: 3-0\nevent: state\ndata: {\"id\":\"job_1\",\"state\":\"succeeded\"}\n\n"));

        assertThat(terminal.run(
                        "watch", "--changes", "2", "--server", server.url().toString(), "--key", "k"))
                .isZero();
        assertThat(terminal.out()).containsSubsequence("running", "job_1", "succeeded", "job_1");
        assertThat(server.requests().getLast().header("Last-event-id")).isEqualTo("2-0");
    }

    @Test
    void cancelling_says_what_came_of_it() {
        server.on(
                "POST /v1/jobs/job_1/cancel",
                Answer.json(200, "{\"id\":\"job_1\",\"state\":\"cancelled\",\"version\":2}"));

        assertThat(terminal.run(
                        "job", "job_1", "cancel", "--server", server.url().toString(), "--key", "k"))
                .isZero();
        assertThat(terminal.out()).contains("state     cancelled");
    }

    @Test
    void jobs_are_a_table_or_one_json_each() {
        server.on("GET /v1/jobs", Answer.json(200, """
                {"items":[{"id":"job_2","state":"running","version":2,"source":{"url":"https://example.com/"}},
                          {"id":"job_1","state":"succeeded","version":3,"source":{"html":"<p>x"},
                           "started_at":"2030-01-01T00:00:00Z","finished_at":"2030-01-01T00:00:02Z"}]}
                """));

        assertThat(terminal.run("jobs", "--server", server.url().toString(), "--key", "k"))
                .isZero();
        assertThat(terminal.out().lines())
                .containsExactly(
                        "ID     STATE      MADE  TOOK   WHAT",
                        "job_2  running                 https://example.com/",
                        "job_1  succeeded        2.0 s  html, 4 characters");

        RecordedTerminal second = new RecordedTerminal(false);
        assertThat(second.run("jobs", "--json", "--server", server.url().toString(), "--key", "k"))
                .isZero();
        assertThat(second.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":\"job_"));
    }

    private void job(String json) {
        server.on("GET /v1/jobs/job_1", Answer.json(200, json));
    }

    private String[] show() {
        return new String[] {"job", "job_1", "--server", server.url().toString(), "--key", "k"};
    }
}
