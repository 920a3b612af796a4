package dev.tintype.e2e.containers;

import dev.tintype.e2e.fleet.Api;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.Promises;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.fleet.Work;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/** Captures, media jobs and callbacks through a running Compose project, and everything that is done to it meanwhile. */
final class Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> WORKERS = List.of("worker-capture", "worker-media", "worker-callback");
    /** Some jobs a second: enough that something is always under way, little enough for two cores. */
    private static final int PAUSE_MS = 500;

    private static final String PAGE = "<title>Page</title><h1>In a container</h1><p>%d";

    private final Compose compose;
    private final Api api;
    private final Receiver receiver;
    private final RedisClient ledger;
    private final Steps steps;
    private final Random random = new Random(7);
    private final Load load;
    private final String callbacks;
    private String upload = "";

    Scenario(Compose compose, Api api, Receiver receiver, RedisClient ledger, Steps steps) throws Exception {
        this.compose = compose;
        this.api = api;
        this.receiver = receiver;
        this.ledger = ledger;
        this.steps = steps;
        this.load = new Load(List.of(api), random, api.token());
        this.callbacks = "http://" + compose.host("egress") + ":" + receiver.port() + "/hook";
    }

    /** No container is more than it has to be. */
    void closed() throws Exception {
        List<String> broken = new ArrayList<>();
        for (String service : List.of(
                "proxy", "api", "worker-capture", "worker-media", "worker-callback", "redis", "rabbitmq", "store")) {
            JsonNode container = compose.inspect(compose.containers(service).getFirst());
            JsonNode host = container.get("HostConfig");
            expect(
                    broken,
                    service + " runs as root",
                    !List.of("", "0", "root")
                            .contains(container.at("/Config/User").asString()));
            expect(
                    broken,
                    service + " can write its root",
                    host.get("ReadonlyRootfs").asBoolean());
            expect(
                    broken,
                    service + " has capabilities",
                    host.get("CapDrop").toString().contains("ALL"));
            expect(
                    broken,
                    service + " may gain privileges",
                    host.get("SecurityOpt").toString().contains("no-new-privileges"));
            expect(
                    broken,
                    service + " has no limit of memory",
                    host.get("Memory").asLong() > 0);
            expect(
                    broken,
                    service + " has no limit of processes",
                    host.get("PidsLimit").asLong(0) > 0);
        }
        Promises.expectNone(broken);
        steps.say("no container runs as root, writes its root, has capabilities or no limits");
    }

    /** Whoever collects logs can read them. */
    void logs() throws Exception {
        for (String service : List.of("api", "worker-capture", "worker-media", "worker-callback")) {
            List<String> lines = compose.output(compose.containers(service).getFirst());
            if (lines.isEmpty()) {
                throw new AssertionError(service + " says nothing");
            }
            lines.forEach(line -> Json.tree(line).get("@timestamp").asString());
        }
        steps.say("logs are JSON");
    }

    /** One of each, looked at. */
    void works(Path clip) throws Exception {
        HttpResponse<String> uploaded = api.send(
                BodyHandlers.ofString(), api.token(), "POST", "/v1/uploads", BodyPublishers.ofFile(clip), "video/mp4");
        upload = Json.tree(uploaded.body()).get("id").asString();
        JobId capture = load.submit(new Work(Map.of(
                        "type", "capture",
                        "source", Map.of("html", PAGE.formatted(0)),
                        "outputs",
                                List.of(
                                        Map.of("kind", "screenshot", "format", "png"),
                                        Map.of("kind", "pdf"),
                                        Map.of("kind", "video", "format", "mp4", "duration_ms", 500))))
                .telling(callbacks));
        JobId media = load.submit(media());
        expect(capture, "screenshot.png", 0, HexFormat.of().parseHex("89504e470d0a1a0a"));
        expect(capture, "page.pdf", 0, "%PDF-".getBytes(StandardCharsets.US_ASCII));
        expect(capture, "video.mp4", 4, "ftyp".getBytes(StandardCharsets.US_ASCII));
        expect(media, "poster.jpg", 0, HexFormat.of().parseHex("ffd8ff"));
        steps.say("a capture made a PNG, a PDF and a film, a media job a poster; artifacts are in the store");
        JobId closed = load.submit(new Work(Map.of(
                        "type", "capture",
                        "source", Map.of("url", "http://" + compose.address("store", "data") + ":9000/"),
                        "outputs", List.of(Map.of("kind", "screenshot"))))
                .telling(callbacks));
        JsonNode refused = ended(closed);
        if (!refused.at("/error/code").asString("").equals("egress_denied")) {
            throw new AssertionError("a page reached the store: " + refused);
        }
        steps.say("a page that asks for the store's address is refused");
    }

    /** Workers come and go, containers are killed, all under load. */
    void disturbed() throws Exception {
        try (Load.Stream _ = load.keepSubmitting(1, PAUSE_MS, this::any)) {
            compose.scale(WORKERS, 3);
            steps.say("three workers of each pool; " + load.accepted().size() + " jobs so far");
            for (String service :
                    List.of("worker-capture", "worker-media", "worker-callback", "api", "rabbitmq", "redis", "store")) {
                compose.kill(compose.containers(service).getFirst());
                steps.say("killed one " + service + ", and started it again");
                TimeUnit.SECONDS.sleep(3);
            }
            compose.awaitHealthy();
            compose.scale(WORKERS, 1);
            steps.say("one worker of each pool again; " + load.accepted().size() + " jobs so far");
        }
        kept();
    }

    /** Every service of ours is replaced by other containers, one after the other, under load. */
    void upgraded() throws Exception {
        List<String> before = ids();
        try (Load.Stream _ = load.keepSubmitting(1, PAUSE_MS, this::any)) {
            steps.say(compose.script("setup/upgrade.sh").must().replace("\n", "\n    "));
        }
        List<String> both = new ArrayList<>(before);
        both.retainAll(ids());
        if (!both.isEmpty() || ids().size() != before.size()) {
            throw new AssertionError("not all containers were replaced: " + both);
        }
        kept();
    }

    private List<String> ids() throws Exception {
        List<String> ids = new ArrayList<>(compose.containers("api"));
        for (String worker : WORKERS) {
            ids.addAll(compose.containers(worker));
        }
        return ids;
    }

    /** Nothing is lost, nothing is told twice, and what was made is whole. */
    private void kept() throws Exception {
        Promises promises = new Promises(ledger, load, PATIENCE);
        promises.awaitEnd();
        promises.awaitCallbacks(receiver);
        List<String> broken = new ArrayList<>();
        int again = 0;
        for (JobId id : load.accepted()) {
            JsonNode job = job(id);
            again += job.get("attempt").asInt() > 1 ? 1 : 0;
            boolean refused = job.at("/error/code").asString("").equals("egress_denied");
            expect(
                    broken,
                    id + " ended as " + job.get("state") + " " + job.get("error"),
                    refused || job.get("state").asString().equals("succeeded"));
            for (JsonNode artifact : job.get("artifacts")) {
                byte[] bytes = bytes(artifact.get("url").asString());
                expect(
                        broken,
                        id + " has a broken " + artifact,
                        sha256(bytes).equals(artifact.get("sha256").asString()));
            }
        }
        Promises.expectNone(broken);
        steps.say("%d jobs: all ended once, were told once and are whole; %d needed another attempt"
                .formatted(load.accepted().size(), again));
    }

    private Work any() {
        synchronized (random) {
            return random.nextInt(4) == 0
                    ? media()
                    : new Work(Map.of(
                                    "type",
                                    "capture",
                                    "max_attempts",
                                    10,
                                    "source",
                                    Map.of("html", PAGE.formatted(random.nextInt(1_000))),
                                    "outputs",
                                    List.of(Map.of("kind", "screenshot", "format", "png"))))
                            .telling(callbacks);
        }
    }

    private Work media() {
        return new Work(Map.of(
                        "type",
                        "media",
                        "max_attempts",
                        10,
                        "source",
                        Map.of("upload", upload),
                        "outputs",
                        List.of(Map.of("kind", "poster", "format", "jpeg"))))
                .telling(callbacks);
    }

    private void expect(JobId id, String artifact, int at, byte[] magic) throws Exception {
        JsonNode job = ended(id);
        if (!job.get("state").asString().equals("succeeded")) {
            throw new AssertionError("a job did not succeed: " + job);
        }
        byte[] bytes = bytes("/v1/jobs/" + id + "/artifacts/" + artifact);
        if (bytes.length < 500 || !Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length)) {
            throw new AssertionError(artifact + " is no such file: " + bytes.length + " bytes of " + job);
        }
    }

    private JsonNode ended(JobId id) {
        return Awaitility.await("the end of " + id)
                .atMost(PATIENCE)
                .until(() -> job(id), job -> !job.get("finished_at").isNull());
    }

    private JsonNode job(JobId id) throws InterruptedException {
        return Json.tree(api.send("GET", "/v1/jobs/" + id, "").body());
    }

    private byte[] bytes(String path) throws InterruptedException {
        return api.send(BodyHandlers.ofByteArray(), api.token(), "GET", path, "")
                .body();
    }

    private static void expect(List<String> broken, String otherwise, boolean held) {
        if (!held) {
            broken.add(otherwise);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
