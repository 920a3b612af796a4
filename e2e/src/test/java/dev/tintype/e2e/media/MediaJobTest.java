package dev.tintype.e2e.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A film through the whole server by HTTP alone: handed in, followed, fetched in parts. */
class MediaJobTest {
    private static final Pattern RANGE = Pattern.compile("#EXT-X-BYTERANGE:(\\d+)@(\\d+)\\n(\\S+)");

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void an_uploaded_film_becomes_a_stream_whose_parts_are_served_by_range() throws Exception {
        Path clip = TestClip.make(folder, 3);
        try (http;
                EmbeddedServer server =
                        EmbeddedServer.start(new EmbeddedOptions(folder.resolve("data"), 0, Map.of()))) {
            HttpResponse<String> upload = http.send(
                    to(server, "/v1/uploads").POST(BodyPublishers.ofFile(clip)).build(), BodyHandlers.ofString());
            assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
            String request = """
                    {"type":"media","source":{"upload":"%s"},"outputs":[{"kind":"probe"},
                     {"kind":"hls","segment_s":1,"speed":"fastest","ladder":[{"height":360},{"height":180}]},
                     {"kind":"poster"}]}
                    """.formatted(Json.tree(upload.body()).get("id").asString());
            HttpResponse<String> accepted = http.send(
                    to(server, "/v1/jobs")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(request))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

            String path = "/v1/jobs/" + Json.tree(accepted.body()).get("id").asString();
            // the stream ends with the job
            String events = text(server, path + "/events");
            JsonNode job = Json.tree(text(server, path));

            assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
            assertThat(events).as("progress on the way").containsPattern("\"stage\": ?\"(probe|encode|check)");
            assertThat(job.at("/report/commands").size()).as("one decode").isEqualTo(1);
            JsonNode probe = Json.tree(text(server, url(job, "probe.json")));
            assertThat(probe.toString()).contains("640", "360", "h264", "aac");
            assertThat(bytes(server, url(job, "poster.jpg"), "bytes=0-1").body())
                    .containsExactly(0xff, 0xd8);
            everyPartIsThere(server, job);
        }
    }

    /** Each range that the play list names begins with a fragment's box, and together they are the file's rest. */
    private void everyPartIsThere(EmbeddedServer server, JsonNode job) throws Exception {
        assertThat(text(server, url(job, "hls.m3u8"))).contains("RESOLUTION=640x360", "RESOLUTION=320x180");
        List<MatchResult> parts =
                RANGE.matcher(text(server, url(job, "hls-180p.m3u8"))).results().toList();
        assertThat(parts).hasSize(3);
        for (MatchResult part : parts) {
            long length = Long.parseLong(part.group(1));
            long from = Long.parseLong(part.group(2));
            HttpResponse<byte[]> answer =
                    bytes(server, url(job, part.group(3)), "bytes=" + from + "-" + (from + length - 1));
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).hasSize(Math.toIntExact(length));
            assertThat(new String(answer.body(), 4, 4, StandardCharsets.US_ASCII))
                    .isIn("moof", "styp");
        }
    }

    private static String url(JsonNode job, String artifact) {
        return job.get("artifacts")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(artifact))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + artifact + " in " + job))
                .get("url")
                .asString();
    }

    private String text(EmbeddedServer server, String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(to(server, url).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<byte[]> bytes(EmbeddedServer server, String url, String range)
            throws IOException, InterruptedException {
        return http.send(to(server, url).header("Range", range).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder to(EmbeddedServer server, String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + server.adminKey());
    }
}
