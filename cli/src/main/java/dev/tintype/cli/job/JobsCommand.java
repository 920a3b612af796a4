package dev.tintype.cli.job;

import dev.tintype.cli.client.JobFilter;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Table;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Words;
import dev.tintype.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The newest jobs of the key's tenant. */
@Command(name = "jobs", description = "List jobs, newest first.", sortOptions = false)
public final class JobsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only jobs that are queued, scheduled, running, succeeded, failed, cancelled or expired.")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many (20).")
    private int limit;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    public JobsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            List<JobView> jobs = client.list(new JobFilter(Optional.ofNullable(state), limit));
            if (json) {
                jobs.forEach(job -> terminal.out().println(Json.write(job.json())));
            } else if (jobs.isEmpty()) {
                terminal.err().println(state == null ? "There are no jobs." : "There are no " + state + " jobs.");
            } else {
                table(jobs, Instant.now()).lines().forEach(terminal.out()::println);
            }
        }
        return Exit.OK;
    }

    static Table table(List<JobView> jobs, Instant now) {
        Table table = new Table("ID", "STATE", "MADE", "TOOK", "WHAT");
        for (JobView job : jobs) {
            Instant created = job.time("created_at");
            Duration took = job.took();
            table.row(
                    job.id(),
                    job.state(),
                    created == null ? "" : Words.age(created, now),
                    took == null ? "" : Words.duration(took),
                    job.source());
        }
        return table;
    }
}
