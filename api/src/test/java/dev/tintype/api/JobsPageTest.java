package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every request in {@code docs/jobs.md} is accepted. */
class JobsPageTest extends ApiTest {
    private static final Pattern REQUEST = Pattern.compile("(?s)```json (\\w+)\n(.*?)```");

    private static final Map<String, String> ROUTES = Map.of("batch", "/v1/batches", "schedule", "/v1/schedules");

    JobsPageTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void every_request_in_the_page_is_accepted() throws IOException {
        Matcher requests = REQUEST.matcher(Files.readString(Path.of("..", "docs", "jobs.md")));
        List<String> kinds = new ArrayList<>();
        while (requests.find()) {
            String kind = requests.group(1);
            String body = requests.group(2).replace("$JOB", submit().value());
            kinds.add(kind);

            Reply reply = post(ROUTES.getOrDefault(kind, "/v1/jobs"), body);

            assertThat(reply.status()).as(reply.text()).isIn(201, 202);
        }
        assertThat(kinds)
                .containsExactly(
                        "job", "job", "after", "after", "batch", "schedule", "job", "job", "compare", "schedule");
    }
}
