package dev.tintype.cli.doctor;

import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Terminal.Ink;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every check and tells what to do about what is wrong. */
@Command(
        name = "doctor",
        description = "Check everything a server here needs, and how well it is protected; say how to mend it.",
        sortOptions = false,
        footer = {"", "Ends with 1 when something fails; a warning is no failure."})
public final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:TINTYPE_PORT:-8080}",
            description = "The port a server would have (TINTYPE_PORT; 8080).")
    private int port;

    @Option(
            names = "--browser",
            paramLabel = "FILE",
            defaultValue = "${env:TINTYPE_BROWSER_EXECUTABLE}",
            description = "The browser (TINTYPE_BROWSER_EXECUTABLE; looked for when left out).")
    private @Nullable Path browser;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Check> checks = List.of(
                () -> List.of(Finding.ok("java", Runtime.version() + ", " + System.getProperty("java.home"))),
                new BrowserCheck(browser),
                new FontsCheck(),
                new RedisCheck(),
                new DataFolderCheck(serverOptions.dataDir()),
                new ServerCheck(serverOptions, port),
                new SecurityCheck(serverOptions));
        boolean failed = false;
        for (Check check : checks) {
            for (Finding finding : check.look()) {
                print(finding);
                failed |= finding.level() == Finding.Level.FAIL;
            }
        }
        return failed ? Exit.FAILED : Exit.OK;
    }

    private void print(Finding finding) {
        String word = String.format(Locale.ROOT, "%-5s", finding.level().name().toLowerCase(Locale.ROOT));
        Ink ink = switch (finding.level()) {
            case OK -> Ink.GOOD;
            case WARN -> Ink.WARNING;
            case FAIL -> Ink.BAD;
        };
        terminal.out()
                .println(terminal.paint(ink, word)
                        + String.format(Locale.ROOT, " %-15s %s", finding.subject(), finding.detail()));
        if (!finding.mend().isEmpty()) {
            terminal.out().println(" ".repeat(22) + terminal.paint(Ink.FAINT, finding.mend()));
        }
    }
}
