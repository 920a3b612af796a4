package dev.tintype.cli.job;

import dev.tintype.cli.client.ApiProblem;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.ProgressBoard;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One job: look at it, follow it, stop it. */
@Command(
        name = "job",
        description = "Show one job; --watch follows it to its end, cancel stops it.",
        sortOptions = false,
        footer = {"", "With --watch, ends with 0 when the job succeeded and with 1 when it did not."})
public final class JobCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ID", description = "The job's id.")
    private String id = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "cancel", description = "Stop the job.")
    private @Nullable Action action;

    @Option(names = "--watch", description = "Follow the job to its end.")
    private boolean watch;

    @Option(names = "--json", description = "Print the job's JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    /** What can be done to a job. */
    enum Action {
        CANCEL
    }

    public JobCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            JobView job = action == Action.CANCEL ? client.cancel(id) : client.get(id);
            if (watch) {
                job = follow(client, job);
            }
            show(job);
            return watch && !job.succeeded() ? Exit.FAILED : Exit.OK;
        } catch (ApiProblem problem) {
            if (problem.status() == 404) {
                throw new CommandFailure(Exit.FAILED, "there is no job " + id, "'tintype jobs' lists them");
            }
            throw problem;
        }
    }

    private JobView follow(TintypeClient client, JobView job) {
        ProgressBoard board = new ProgressBoard(terminal, List.of(id));
        try {
            board.update(0, job.state(), job.progress());
            return client.follow(job, seen -> board.update(0, seen.state(), seen.progress()));
        } finally {
            board.clear();
        }
    }

    private void show(JobView job) {
        if (json) {
            terminal.out().println(Json.write(job.json()));
        } else {
            JobDetails.lines(job).forEach(terminal.out()::println);
        }
    }
}
