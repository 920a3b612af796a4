package dev.tintype.cli.audit;

import dev.tintype.audit.ChainCheck;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The audit logs: who did what. */
@Command(
        name = "audit",
        description = "Take an audit log away, or see whether one is whole.",
        sortOptions = false,
        footer = {
            "",
            "export writes one entry a line, to FILE or to the terminal. verify looks at FILE, without any server, or at",
            "the server's log. It ends with 1 when an entry was changed, removed or put in between. Note the hash that it",
            "prints: with --head it also tells whether the log was written anew since."
        })
public final class AuditCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "export|verify", description = "What to do.")
    private Verb verb = Verb.VERIFY;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "An exported log.")
    private @Nullable Path file;

    @Option(
            names = "--log",
            paramLabel = "LOG",
            defaultValue = "changes",
            description = "Which log of the server: changes, jobs, refusals or media_keys (changes).")
    private String log = "changes";

    @Option(names = "--head", paramLabel = "HASH", description = "A hash that must be in the log.")
    private @Nullable String head;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    /** What can be done with a log. */
    enum Verb {
        EXPORT,
        VERIFY
    }

    public AuditCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return verb == Verb.EXPORT ? export() : verify();
    }

    private int export() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            String lines = client.auditExport(log);
            if (file == null) {
                terminal.out().print(lines);
            } else {
                Files.writeString(file, lines);
                terminal.out().println(file + ": " + lines.lines().count() + " entries of the log " + log);
            }
            return Exit.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int verify() {
        ChainCheck.Result result = file == null ? ofServer() : of(file);
        if (!result.whole()) {
            terminal.err().println("The log is not whole: " + result.broken() + ".");
            return Exit.FAILED;
        }
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "The log is whole: %d entries, %d to %d, newest hash %s",
                        result.entries(),
                        result.first(),
                        result.last(),
                        result.head()));
        return Exit.OK;
    }

    private ChainCheck.Result ofServer() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            return Json.mapper().treeToValue(client.auditVerification(log, head), ChainCheck.Result.class);
        }
    }

    private ChainCheck.Result of(Path exported) {
        ChainCheck check = new ChainCheck(head);
        try (Stream<String> lines = Files.lines(exported)) {
            lines.filter(line -> !line.isBlank()).forEach(check::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return check.result();
    }
}
