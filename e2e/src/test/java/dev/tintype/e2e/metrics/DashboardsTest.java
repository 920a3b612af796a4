package dev.tintype.e2e.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.fleet.Fleet;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.e2e.fleet.Work;
import dev.tintype.e2e.media.TestClip;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every panel of every dashboard has something to show, and Prometheus understands every alert and fires it. */
class DashboardsTest {
    private static final Path ROOT = Path.of("..");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More than the worker has places for. */
    private static final int JOBS = 30;

    private static final int LONGER_THAN_THE_TEST_MS = 600_000;

    /** What they show has not happened, as it should be. */
    private static final Set<String> OF_FAULTS = Set.of("Leases lost", "Scripts without an answer");

    private static final List<String> GRAPHS = List.of(
            "sum by (type, outcome) (rate(tintype_attempt_seconds_count[1m]))",
            "sum by (outcome) (rate(http_server_requests_seconds_count[1m]))",
            "sum by (job, instance) (jvm_memory_used_bytes)",
            "max by (pool) (tintype_pool_running)");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void dashboards_show_what_happens_and_an_alert_says_that_no_api_is_there() throws Exception {
        String management = Integer.toString(ServiceProcess.freePort());
        int watching = ServiceProcess.freePort();
        try (RabbitProcess rabbit = RabbitProcess.start();
                Receiver receiver = Receiver.start();
                Fleet fleet = new Fleet(
                        rabbit.uri(),
                        Fsync.EVERYSEC,
                        Map.of(
                                "TINTYPE_POOLS",
                                "noop,callback,capture,media",
                                "TINTYPE_EGRESS_ALLOW",
                                receiver.authority() + ",127.0.0.1:" + watching))) {
            ServiceProcess api =
                    fleet.api(Map.of("TINTYPE_MANAGEMENT_PORT", management)).ready();
            ServiceProcess worker = fleet.worker();
            try (Prometheus prometheus = Prometheus.start(
                    watching,
                    folder,
                    ROOT.resolve("deploy/prometheus/alerts.yml"),
                    "127.0.0.1:" + management,
                    worker.url().getAuthority())) {
                await().atMost(PATIENCE).until(prometheus::ready);
                everyKindOfWork(api, receiver);
                await().atMost(PATIENCE).untilAsserted(() -> everyPanelShows(prometheus));
                assertThat(picture(api, prometheus.graphs(GRAPHS))).isNotEmptyFile();
                api.kill();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(alerts(prometheus)).containsEntry("TintypeApiDown", "pending"));
                assertThat(rules(prometheus)).isNotEmpty().allSatisfy(rule -> {
                    assertThat(rule.path("health").asString())
                            .as(rule.toString())
                            .isEqualTo("ok");
                    assertThat(headings()).contains(heading(rule));
                });
            }
        }
    }

    private void everyKindOfWork(ServiceProcess api, Receiver receiver) throws Exception {
        HttpResponse<String> upload = api.send(
                BodyHandlers.ofString(),
                api.token(),
                "POST",
                "/v1/uploads",
                BodyPublishers.ofFile(TestClip.make(folder, 1)),
                "video/mp4");
        String clip = Json.tree(upload.body()).path("id").asString();
        Map<String, Object> callback = Map.of("url", receiver.url(), "events", List.of("job.succeeded"));
        List<String> jobs = new ArrayList<>();
        for (Map<String, Object> request : List.<Map<String, Object>>of(
                Map.of("type", "capture", "source", Map.of("html", "<h1>Seen</h1>"), "callback", callback),
                Map.of("type", "capture", "source", Map.of("url", "http://10.0.0.1/")),
                Map.of("type", "media", "source", Map.of("upload", clip), "outputs", List.of(Map.of("kind", "poster"))),
                Map.of(
                        "type",
                        "media",
                        "source",
                        Map.of("upload", clip),
                        "outputs",
                        List.of(Map.of("kind", "subtitles"))))) {
            HttpResponse<String> answer = api.send("POST", "/v1/jobs", Json.write(request));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            jobs.add(Json.tree(answer.body()).path("id").asString());
        }
        for (String job : jobs) {
            await().atMost(PATIENCE)
                    .until(() -> Json.tree(
                                    api.send("GET", "/v1/jobs/" + job, "").body())
                            .path("state")
                            .asString()
                            .matches("succeeded|failed"));
        }
        await().atMost(PATIENCE).until(() -> !receiver.told().isEmpty());
        assertThat(api.send("GET", "/v1/jobs/none", "").statusCode()).isEqualTo(404);
        new Load(List.of(api), new Random(JOBS))
                .submit(JOBS, () -> Work.nothing().sleeping(LONGER_THAN_THE_TEST_MS));
    }

    /** What Prometheus draws, captured by the services that it watches: for people to look at. */
    private static Path picture(ServiceProcess api, String page) throws Exception {
        Map<String, Object> drawn = Map.of("selector", ".rickshaw_graph svg path");
        String request = Json.write(Map.of(
                "type", "capture",
                "source", Map.of("url", page),
                "page", Map.of("wait_for", List.of(drawn), "wait_until", "networkidle"),
                "outputs", List.of(Map.of("kind", "screenshot", "full_page", true))));
        HttpResponse<String> answer = api.send("POST", "/v1/jobs", request, "Prefer", "wait=60");
        JsonNode job = Json.tree(answer.body());
        assertThat(job.path("state").asString()).as(answer.body()).isEqualTo("succeeded");
        String url = job.path("artifacts").path(0).path("url").asString();
        Path picture = Path.of("target", "prometheus.png");
        return Files.write(
                picture,
                api.send(BodyHandlers.ofByteArray(), api.token(), "GET", url, "")
                        .body());
    }

    private static void everyPanelShows(Prometheus prometheus) throws IOException, InterruptedException {
        SoftAssertions all = new SoftAssertions();
        int panels = 0;
        try (Stream<Path> dashboards = Files.list(ROOT.resolve("helm/tintype/dashboards"))) {
            for (Path dashboard : dashboards.sorted().toList()) {
                for (JsonNode panel : Json.tree(Files.readString(dashboard)).path("panels")) {
                    String title = panel.path("title").asString();
                    for (JsonNode target : panel.path("targets")) {
                        String expression = target.path("expr").asString();
                        JsonNode series = prometheus.query(expression);
                        if (!OF_FAULTS.contains(title)) {
                            all.assertThat(series)
                                    .as(dashboard.getFileName() + ", " + title + ": " + expression)
                                    .isNotEmpty();
                        }
                        panels++;
                    }
                }
            }
        }
        all.assertThat(panels).isGreaterThan(30);
        all.assertAll();
    }

    private static Map<String, String> alerts(Prometheus prometheus) throws IOException, InterruptedException {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode alert : prometheus.ask("/api/v1/alerts").path("alerts")) {
            states.put(
                    alert.path("labels").path("alertname").asString(),
                    alert.path("state").asString());
        }
        return states;
    }

    private static List<JsonNode> rules(Prometheus prometheus) throws IOException, InterruptedException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : prometheus.ask("/api/v1/rules").path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }

    /** The links that Markdown makes of the headings of the run-books. */
    private static List<String> headings() throws IOException {
        return Files.readString(ROOT.resolve("docs/runbooks.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '-')
                        .replaceAll("[^a-z0-9-]", ""))
                .map("docs/runbooks.md#"::concat)
                .toList();
    }

    private static String heading(JsonNode rule) {
        return rule.path("annotations").path("runbook").asString();
    }
}
