package dev.tintype.cli.up;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.cli.embedded.StartFailure;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.OnInterrupt;
import dev.tintype.cli.server.ServerFile;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Terminal.Ink;
import dev.tintype.cli.terminal.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the embedded server until the process is told to stop; running jobs are let finish then. */
@Command(
        name = "up",
        description = "Run the server here: everything in one process, no Docker, no root.",
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:TINTYPE_PORT:-8080}",
            description = "Where to listen (TINTYPE_PORT; 8080). 0: any free port.")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TINTYPE_DATA_DIR:-.tintype}",
            description = "Where to keep jobs and results (TINTYPE_DATA_DIR; .tintype).")
    private Path dataDir = Path.of(".tintype");

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CommandFailure(Exit.USAGE, port + " is no port", "ports are 0 to 65535; 0 takes any free one");
        }
        Path keyFile = dataDir.resolve(Servers.KEY_FILE);
        boolean firstStart = !Files.exists(keyFile);
        long begun = System.nanoTime();
        EmbeddedServer server = start();
        ServerFile file = new ServerFile(server.url(), ProcessHandle.current().pid());
        file.write(dataDir);
        CountDownLatch stopped = new CountDownLatch(1);
        try (OnInterrupt _ = new OnInterrupt(() -> stop(server, file, stopped))) {
            greet(server, keyFile, firstStart, Duration.ofNanos(System.nanoTime() - begun));
            stopped.await();
        }
        return Exit.OK;
    }

    private EmbeddedServer start() {
        try {
            return EmbeddedServer.start(new EmbeddedOptions(dataDir, port, Map.of()));
        } catch (StartFailure e) {
            throw new CommandFailure(Exit.FAILED, String.valueOf(e.getMessage()), e.wayOut());
        }
    }

    private void stop(EmbeddedServer server, ServerFile file, CountDownLatch stopped) {
        terminal.err().println("Stopping; what runs is let finish…");
        file.remove(dataDir);
        server.close();
        stopped.countDown();
    }

    private void greet(EmbeddedServer server, Path keyFile, boolean firstStart, Duration took) {
        String curl = "curl -s " + server.url() + "/v1/jobs -H \"Authorization: Bearer $(cat " + keyFile
                + ")\" --json '{\"type\":\"capture\",\"source\":{\"url\":\"https://example.com\"}}'";
        say(terminal.paint(Ink.STRONG, "Tintype is up at " + server.url()) + "  (" + Words.duration(took) + ")");
        if (firstStart) {
            say("  key     " + terminal.paint(Ink.ACCENT, server.adminKey()));
            say("          shown this once; kept in " + keyFile + " for you alone");
        } else {
            say("  key     in " + keyFile);
        }
        say("  data    " + dataDir);
        say("  try     ./tintype capture https://example.com -o example.png");
        say("  or      " + curl);
        say("  stop    Ctrl-C");
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
