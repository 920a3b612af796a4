package dev.tintype.e2e.faults;

import dev.tintype.e2e.fleet.RedisServer.Fsync;
import java.util.List;
import java.util.Optional;

/** All of them, in the order in which they are run. */
final class Experiments {
    static final List<Experiment> ALL = List.of(
            new KillApi(),
            new KillWorker(),
            new KillRabbit(),
            new KillRedis(Fsync.EVERYSEC),
            new KillRedis(Fsync.ALWAYS),
            new StallWorker(),
            new PurgeQueue(),
            new DoubleMessages(),
            new SlowRedis(),
            new LyingRedis(),
            new StoreFaults(),
            new PoisonJob(),
            new RollingRestart(),
            new MixedVersions(),
            new CancelAnyTime(),
            new BadEndpoints(),
            new DiskFull(),
            new NoisyNeighbour(),
            new ConsumerTimeout());

    private Experiments() {}

    /** The one of that name. */
    static Optional<Experiment> named(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }
}
