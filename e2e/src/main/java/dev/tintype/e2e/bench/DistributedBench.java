package dev.tintype.e2e.bench;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.fleet.Fleet;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One api, one worker, RabbitMQ and Redis, each a process of its own, and the submitter, all on this machine. */
final class DistributedBench {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
    /** Long enough for the JVMs to have compiled what they will: servers run for days. */
    private static final int WARM_UP_S = 90;

    /** As shipped, but for as many slots as submit, so that no job waits for one. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TINTYPE_SLOTS_NOOP",
            "64",
            "TINTYPE_POOLS",
            "noop",
            "TINTYPE_WORKER_LEASE",
            "30s",
            "TINTYPE_WORKER_BEAT",
            "10s",
            "TINTYPE_LEDGER_REDISPATCH",
            "10m");

    private final int seconds;
    private final int rate;
    private final int submitters;
    private final int clients;
    private final int records;

    DistributedBench(int seconds, int rate, int submitters, int clients, int records) {
        this.seconds = seconds;
        this.rate = rate;
        this.submitters = submitters;
        this.clients = clients;
        this.records = records;
    }

    void run() throws IOException, InterruptedException {
        for (Fsync fsync : Fsync.values()) {
            try (RabbitProcess rabbit = RabbitProcess.start();
                    Fleet fleet = new Fleet(rabbit.uri(), fsync, SETTINGS, JVM)) {
                jobs(fleet, fsync);
            }
        }
        try (RabbitProcess rabbit = RabbitProcess.start();
                Fleet fleet = new Fleet(rabbit.uri(), Fsync.EVERYSEC, SETTINGS, JVM)) {
            ServiceProcess api = fleet.api();
            new EventClients(api, clients).measure();
            new LedgerBench(fleet.ledger(), records).measure();
        }
    }

    private void jobs(Fleet fleet, Fsync fsync) throws IOException, InterruptedException {
        ServiceProcess api = fleet.api();
        fleet.worker();
        Load load = new Load(api::send);
        load.throughput(submitters, WARM_UP_S);
        System.out.printf(
                Locale.ROOT,
                "appendfsync %-8s  submit to terminal at %d/s  %s%n",
                fsync.name().toLowerCase(Locale.ROOT),
                rate,
                Load.paced(rate, seconds, load::finish).summary());
        System.out.printf(
                Locale.ROOT,
                "appendfsync %-8s  throughput  %.0f jobs/s%n",
                fsync.name().toLowerCase(Locale.ROOT),
                load.throughput(submitters, seconds));
    }
}
