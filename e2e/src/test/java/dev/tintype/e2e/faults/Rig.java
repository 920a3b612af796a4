package dev.tintype.e2e.faults;

import dev.tintype.e2e.fleet.Checker;
import dev.tintype.e2e.fleet.Fleet;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.e2e.fleet.Work;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A fleet, somebody who hands in jobs, and an endpoint that hears of their ends. */
final class Rig implements AutoCloseable {
    /** A callback whose sender was killed is sent again when its lease of a minute is over. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Receiver receiver = Receiver.start();
    private final Fleet fleet;
    private final List<ServiceProcess> apis = new CopyOnWriteArrayList<>();
    private final Load load;
    private final Random random;

    Rig(URI broker, Fsync fsync, Map<String, String> settings, Random random) throws IOException {
        this(Files.createTempDirectory("tintype-fleet"), broker, fsync, settings, random);
    }

    Rig(Path folder, URI broker, Fsync fsync, Map<String, String> settings, Random random) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.merge("TINTYPE_EGRESS_ALLOW", receiver.authority(), (more, own) -> more + "," + own);
        this.fleet = new Fleet(folder, broker, fsync, all);
        this.load = new Load(apis, random);
        this.random = random;
    }

    Fleet fleet() {
        return fleet;
    }

    Load load() {
        return load;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Those that are asked. */
    List<ServiceProcess> apis() {
        return apis;
    }

    /** One more api that is asked, ready. */
    ServiceProcess api(Map<String, String> environment) throws IOException {
        ServiceProcess api = fleet.api(environment).ready();
        apis.add(api);
        return api;
    }

    ServiceProcess api() throws IOException {
        return api(Map.of());
    }

    /** One more worker, ready. */
    ServiceProcess worker() throws IOException {
        return fleet.worker();
    }

    /** A worker whose every talk with Redis goes another way. */
    ServiceProcess worker(URI redis) throws IOException {
        return fleet.worker(Map.of("TINTYPE_REDIS_URL", redis.toString())).ready();
    }

    /** Some short job that tells its end. */
    Work any() {
        synchronized (random) {
            Work work = Work.nothing().sleeping(random.nextInt(60)).telling(receiver);
            return random.nextInt(3) == 0 ? work.storing(1 + random.nextInt(50_000)) : work;
        }
    }

    /** The job as the api shows it. */
    JsonNode job(JobId id) throws InterruptedException {
        return Json.tree(apis.getFirst().send("GET", "/v1/jobs/" + id, "").body());
    }

    /** What the ledger has of a job. */
    String field(JobId id, String name) {
        String value = fleet.ledger().hget("{tintype}:job:" + id, name);
        return value == null ? "" : value;
    }

    /** Accepted jobs whose ledger field has that value. */
    long count(String name, String value) {
        return load.accepted().stream()
                .filter(id -> field(id, name).equals(value))
                .count();
    }

    Checker checker() {
        return new Checker(fleet, load, PATIENCE);
    }

    /** Everything that must hold after any fault. Ends the services. */
    void check() throws IOException, InterruptedException {
        checker().everything(apis.getFirst(), receiver);
    }

    @Override
    public void close() throws IOException {
        fleet.close();
        receiver.close();
    }
}
