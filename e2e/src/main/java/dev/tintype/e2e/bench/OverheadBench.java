package dev.tintype.e2e.bench;

import dev.tintype.e2e.ServerProcess;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the system costs when the work costs nothing. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        description = {
            "Time to accept and to finish jobs that do nothing, jobs per second, start time and memory: of an embedded",
            "server, or of api, worker, RabbitMQ and Redis as processes of their own."
        })
final class OverheadBench implements Callable<Integer> {
    @Option(names = "--seconds", description = "Length of each measured phase.", defaultValue = "10")
    private int seconds;

    @Option(names = "--rate", description = "Jobs per second while latencies are measured (100; distributed: 200).")
    private Integer rate;

    @Option(names = "--concurrency", description = "Submitters while throughput is measured (16; distributed: 64).")
    private Integer concurrency;

    @Option(names = "--distributed", description = "Measure distributed mode.")
    private boolean distributed;

    @Option(names = "--clients", description = "Idle clients of events (distributed).", defaultValue = "5000")
    private int clients;

    @Option(names = "--records", description = "Jobs in the ledger (distributed).", defaultValue = "1000000")
    private int records;

    @Override
    public Integer call() throws Exception {
        if (distributed) {
            new DistributedBench(
                            seconds,
                            rate == null ? 200 : rate,
                            concurrency == null ? 64 : concurrency,
                            clients,
                            records)
                    .run();
        } else {
            embedded(rate == null ? 100 : rate, concurrency == null ? 16 : concurrency);
        }
        return 0;
    }

    private void embedded(int jobsPerSecond, int submitters) throws Exception {
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(Map.of("TINTYPE_BENCH", "true"))) {
            Load load = new Load(server::send);
            load.submit();
            System.out.printf(Locale.ROOT, "start to first accepted job   %.1f s%n", (System.nanoTime() - began) / 1e9);
            System.out.printf(
                    Locale.ROOT, "resident, idle, just started   %d MB%n", Load.residentMegabytes(server.pid()));
            load.throughput(submitters, 15);
            System.out.println("accept                         "
                    + Load.paced(jobsPerSecond, seconds, load::submit).summary());
            System.out.println("submit to terminal             "
                    + Load.paced(jobsPerSecond, seconds, load::finish).summary());
            System.out.printf(
                    Locale.ROOT, "throughput                     %.0f jobs/s%n", load.throughput(submitters, seconds));
            System.out.printf(
                    Locale.ROOT, "resident after all that        %d MB%n", Load.residentMegabytes(server.pid()));
        }
    }
}
