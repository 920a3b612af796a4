package dev.tintype.e2e.fleet;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.retention.OrphanSweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What must hold after any fault (0 lost, 0 double terminal, one distinct callback per terminal state,
 * artifacts complete, no orphan). Collects everything that does not.
 */
public final class Checker {
    private final Fleet fleet;
    private final Load load;
    private final Promises promises;

    public Checker(Fleet fleet, Load load, Duration patience) {
        this.fleet = fleet;
        this.load = load;
        this.promises = new Promises(fleet.ledger(), load, patience);
    }

    /**
     * Waits until every accepted job has ended and the ledger is at rest.
     *
     * @throws AssertionError saying what is not as promised
     */
    public void awaitEnd() throws InterruptedException {
        promises.awaitEnd();
    }

    /** Waits until each job's end was told under exactly one id, and nothing else was told of it. */
    public void awaitCallbacks(Receiver receiver) throws InterruptedException {
        promises.awaitCallbacks(receiver);
    }

    /** Every artifact of every job that succeeded is what it says, and what was asked for. */
    public void artifacts(ServiceProcess api) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        for (JobId id : load.accepted()) {
            JsonNode job = Json.tree(api.send("GET", "/v1/jobs/" + id, "").body());
            Object wanted =
                    load.works().getOrDefault(id, Work.nothing()).fields().get("artifact_bytes");
            boolean succeeded = job.get("state").asString().equals("succeeded");
            if (succeeded && job.get("artifacts").size() != (wanted == null ? 0 : 1)) {
                broken.add(id + " lacks what it should have made: " + job);
            }
            for (JsonNode artifact : job.get("artifacts")) {
                HttpResponse<byte[]> answer = api.send(
                        BodyHandlers.ofByteArray(),
                        ServiceProcess.TOKEN,
                        "GET",
                        artifact.get("url").asString(),
                        "");
                if (answer.statusCode() != 200
                        || !Integer.valueOf(answer.body().length).equals(wanted)
                        || !sha256(answer.body()).equals(artifact.get("sha256").asString())) {
                    broken.add(id + " has an artifact that answers " + answer.statusCode() + " with "
                            + answer.body().length + " bytes: " + artifact);
                }
            }
        }
        Promises.expectNone(broken);
    }

    /** After the sweep no file is left that no job shows; after the services no process. */
    public void orphans() throws IOException, InterruptedException {
        Promises.expectNone(fleet.stopServices());
        Path root = fleet.data().resolve("artifacts");
        if (Files.isDirectory(root)) {
            orphans(new FileArtifactStore(root), () -> {
                try (Stream<Path> files = Files.walk(root)) {
                    return files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString())
                            .toList();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /**
     * The same for any store.
     *
     * @param stored the names of everything in it, without a prefix
     */
    public void orphans(ArtifactStore store, Supplier<List<String>> stored) {
        OrphanSweep.daysLater(fleet.ledger(), store);
        Set<String> shown = new HashSet<>();
        for (String key : fleet.ledger().keys("{tintype}:job:*")) {
            Map<String, String> job = fleet.ledger().hgetAll(key);
            for (JsonNode artifact : Json.tree(job.getOrDefault("artifacts", "[]"))) {
                shown.add(job.get("tenant") + "/" + job.get("id") + "/a"
                        + artifact.get("attempt").asInt() + "/"
                        + artifact.get("name").asString());
            }
        }
        List<String> found = stored.get();
        Promises.expectNone(found.stream()
                .filter(name -> !shown.contains(name))
                .map(name -> "an orphan: " + name)
                .toList());
        Promises.expectNone(shown.stream()
                .filter(name -> !found.contains(name))
                .map(name -> "lost: " + name)
                .toList());
    }

    /** All of it. */
    public void everything(ServiceProcess api, Receiver receiver) throws IOException, InterruptedException {
        awaitEnd();
        awaitCallbacks(receiver);
        artifacts(api);
        orphans();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
