package dev.tintype.cli.job;

import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.json.Json;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Everything that happens to the tenant's jobs, as it happens. */
@Command(
        name = "watch",
        description = "Show every change of your jobs as it happens, until Ctrl-C.",
        sortOptions = false)
public final class WatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    @Option(names = "--changes", paramLabel = "N", description = "End after so many changes.")
    private long most = Long.MAX_VALUE;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    private long told;

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            client.watch(this::tell);
        }
        return Exit.OK;
    }

    private boolean tell(JsonNode change) {
        if (change.has("id")) {
            terminal.out().println(json ? Json.write(change) : line(change));
            told++;
        } else {
            terminal.err().println("Some changes are no longer known: tintype jobs lists the jobs as they are.");
        }
        return told < most;
    }

    private static String line(JsonNode change) {
        return String.format(
                Locale.ROOT,
                "%tT  %-10s  %-8s  %s",
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                change.path("state").asString(""),
                change.path("type").asString(""),
                change.path("id").asString(""));
    }
}
