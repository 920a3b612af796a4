package dev.tintype.worker.run;

import dev.tintype.broker.Broker;
import dev.tintype.broker.ControlMessage;
import dev.tintype.config.TintypeProperties;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs for every runner it was given until it is closed. Closing drains: no new jobs, time for those under way, and
 * what is not done by then is given back without blame.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final Broker broker;
    private final List<JobRunner> runners;
    private final TintypeProperties.Worker settings;
    private final LeaseKeeper leases;
    private final WorkFolders folders;
    private final JobLedger ledger;
    private final ArtifactVault vault;
    private final String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final List<Broker.Subscription> subscriptions = new ArrayList<>();
    private final Instant startedAt = Instant.now();
    private final Heartbeats heartbeats;
    private volatile boolean draining;

    /** @param workRoot folder for this worker alone; emptied now */
    public Worker(
            JobLedger ledger,
            Broker broker,
            ArtifactVault vault,
            List<JobRunner> runners,
            TintypeProperties.Worker settings,
            Path workRoot)
            throws IOException {
        this.ledger = ledger;
        this.broker = broker;
        this.vault = vault;
        this.runners = List.copyOf(runners);
        this.settings = settings;
        this.leases = new LeaseKeeper(ledger, settings.lease(), settings.beat());
        this.folders = new WorkFolders(workRoot);
        this.heartbeats = new Heartbeats(ledger.pools(), this::status);
    }

    public void start() {
        heartbeats.start();
        subscriptions.add(broker.onControl(this::control));
        for (JobRunner runner : runners) {
            AttemptExecutor executor =
                    new AttemptExecutor(ledger, vault, runner, leases, folders, name, settings.lease());
            subscriptions.add(broker.subscribe(runner.pool(), runner.attempts(), executor));
            log.info("taking {} jobs, {} at once", runner.pool().wireName(), runner.slots());
        }
    }

    private void control(ControlMessage message) {
        switch (message) {
            case ControlMessage.Cancel(var id) -> {
                RunningAttempt attempt = leases.find(id);
                if (attempt != null) {
                    Thread.startVirtualThread(() -> attempt.abort(AbortReason.CANCELLED));
                }
            }
        }
    }

    /** How it is now. */
    WorkerStatus status() {
        List<WorkerStatus.Share> pools = runners.stream()
                .map(runner -> new WorkerStatus.Share(
                        runner.pool(), runner.slots(), runner.attempts(), leases.count(runner.pool())))
                .toList();
        Map<String, String> capabilities = new TreeMap<>();
        runners.forEach(runner -> capabilities.putAll(runner.capabilities()));
        String version = Worker.class.getPackage().getImplementationVersion();
        return new WorkerStatus(
                name,
                version == null ? "unreleased" : version,
                startedAt,
                Instant.now(),
                draining,
                pools,
                capabilities,
                WorkerStatus.Pressure.now());
    }

    @Override
    public void close() {
        draining = true;
        heartbeats.beat();
        Thread giveUp = Thread.ofVirtual().name("drain").start(this::abortAfterGrace);
        subscriptions.forEach(Broker.Subscription::close);
        giveUp.interrupt();
        heartbeats.close();
        leases.close();
        runners.forEach(JobRunner::close);
    }

    private void abortAfterGrace() {
        try {
            Thread.sleep(settings.drain());
            leases.attempts().forEach(attempt -> attempt.abort(AbortReason.DRAINED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
