package dev.tintype.e2e.bench;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.fleet.Fleet;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One film encoded at once by a worker of one core, and in parts by two of them, over RabbitMQ. */
final class ChunkedBench {
    /** What FFmpeg and the pool's slots are counted by. */
    private static final List<String> ONE_CORE = List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-Xmx256m");

    private static final Map<String, String> MEDIA =
            Map.of("TINTYPE_POOLS", "media,callback", "TINTYPE_SLOTS_MEDIA", "1");

    private final Path film;
    private final Path shortFilm;

    /** @param shortFilm for warming up */
    ChunkedBench(Path film, Path shortFilm) {
        this.film = film;
        this.shortFilm = shortFilm;
    }

    void measure() throws IOException, InterruptedException {
        try (RabbitProcess rabbit = RabbitProcess.start();
                Fleet fleet = new Fleet(rabbit.uri(), Fsync.EVERYSEC, Map.of(), ONE_CORE)) {
            ServiceProcess api = fleet.api();
            pin(fleet.worker(MEDIA).ready(), 0);
            seconds(api, shortFilm, 0);
            double one = seconds(api, film, 0);
            pin(fleet.worker(MEDIA).ready(), 1);
            for (int n = 0; n < 4; n++) {
                seconds(api, shortFilm, 0);
            }
            double two = seconds(api, film, 24);
            System.out.printf(
                    Locale.ROOT,
                    "%-18s one worker of one core %.1f s   in parts over two %.1f s   ratio %.2f%n",
                    film.getFileName(),
                    one,
                    two,
                    one / two);
        }
    }

    /** FFmpeg encodes each quality in a thread of its own, however many it is allowed: only the system keeps it to one core. */
    private static void pin(ServiceProcess worker, int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        "taskset", "-a", "-p", "-c", Integer.toString(core), Long.toString(worker.pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (taskset.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private static double seconds(ServiceProcess api, Path clip, int chunkS) throws IOException, InterruptedException {
        HttpResponse<String> upload = api.send(
                BodyHandlers.ofString(), api.token(), "POST", "/v1/uploads", BodyPublishers.ofFile(clip), "video/mp4");
        String request = "{\"type\":\"media\",\"source\":{\"upload\":\""
                + Json.tree(upload.body()).get("id").asString() + "\"},\"media\":{\"chunk_s\":" + chunkS
                + "},\"preset\":\"hls-fast\"}";
        long start = System.nanoTime();
        JsonNode job = Json.tree(api.send("POST", "/v1/jobs", request).body());
        String path = "/v1/jobs/" + job.path("id").asString() + "?wait=20";
        while (!List.of("succeeded", "failed").contains(job.path("state").asString(""))) {
            job = Json.tree(api.send("GET", path, "").body());
        }
        boolean asWished = chunkS == 0 || job.at("/report/chunked/chunks").asInt(0) > 0;
        if (!asWished || !job.path("state").asString("").equals("succeeded")) {
            throw new IllegalStateException(job.toString());
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
