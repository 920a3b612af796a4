package dev.tintype.cli.capture;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.job.EndSentence;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.OnInterrupt;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.ServerSession;
import dev.tintype.cli.terminal.ProgressBoard;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Words;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** One page in, one file out: through a running server, or through one that lives as long as the call. */
@Command(
        name = "capture",
        description = "Capture a page: tintype capture https://example.com -o example.png",
        sortOptions = false,
        footer = {
            "",
            "Ends with 0 when the file is written, 1 when the job failed, 2 when the request is wrong,",
            "3 when no server can be reached or started, 130 after Ctrl-C (which cancels the job)."
        })
public final class CaptureCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PAGE", description = "A URL, an HTML file, or - for HTML on standard input.")
    private String page = "-";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; - is standard output. Its extension says what to make.")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What to make, whatever FILE is called: ${COMPLETION-CANDIDATES}.")
    private @Nullable OutputFormat format;

    @Option(names = "--base-url", paramLabel = "URL", description = "What relative links of an HTML file mean.")
    private @Nullable String baseUrl;

    @Option(names = "--json", description = "Print the job's JSON when it has ended, and nothing else.")
    private boolean json;

    @Mixin
    private final PageSettings settings = new PageSettings();

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    public CaptureCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OutputFormat made = OutputChoice.format(format, output);
        String misplaced = settings.misplaced(made);
        if (misplaced != null) {
            throw new CommandFailure(Exit.USAGE, misplaced + " does nothing for " + made.wireName(), "leave it out");
        }
        PageArgument argument = PageArgument.read(page, baseUrl, System.in);
        Path target = OutputChoice.target(output, argument.name(), made);
        ObjectNode request = request(argument, made);

        ProgressBoard board = new ProgressBoard(terminal, List.of(argument.name()));
        try (ServerSession session = session(board);
                TintypeClient client = session.connection().client()) {
            return capture(session, client, request, target, board);
        } finally {
            board.clear();
        }
    }

    private ServerSession session(ProgressBoard board) {
        board.update(0, "starting", null);
        return ServerSession.open(serverOptions);
    }

    private int capture(
            ServerSession session, TintypeClient client, ObjectNode request, Path target, ProgressBoard board) {
        JobView job = client.submit(request);
        String id = job.id();
        try (OnInterrupt _ = new OnInterrupt(() -> stop(session, client, id))) {
            job = client.follow(job, seen -> board.update(0, seen.state(), seen.progress()));
            if (job.succeeded()) {
                store(client, job.artifacts().getFirst(), target);
            }
        }
        board.clear();
        if (json) {
            terminal.out().println(Json.write(job.json()));
        }
        if (!job.succeeded()) {
            EndSentence end = EndSentence.of(job);
            throw new CommandFailure(Exit.FAILED, end.sentence(), end.hints());
        }
        if (!json && !OutputChoice.isStandardOutput(output)) {
            terminal.out().println(sentence(job, target));
        }
        return Exit.OK;
    }

    /** After Ctrl-C: nobody waits for the job any more. */
    private static void stop(ServerSession session, TintypeClient client, String id) {
        if (session.isEmbedded()) {
            session.close();
        } else {
            client.cancel(id);
        }
    }

    private ObjectNode request(PageArgument argument, OutputFormat made) {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put("type", "capture");
        request.set("source", Json.mapper().valueToTree(argument.source()));
        settings.putPage(request);
        settings.putOutput(request.putArray("outputs").addObject(), made);
        return request;
    }

    private void store(TintypeClient client, ArtifactView artifact, Path target) {
        if (!OutputChoice.isStandardOutput(output)) {
            client.download(artifact, target);
            return;
        }
        try {
            Path file = Files.createTempFile("tintype-", ".out");
            try {
                client.download(artifact, file);
                Files.copy(file, terminal.out());
                terminal.out().flush();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sentence(JobView job, Path target) {
        ArtifactView artifact = job.artifacts().getFirst();
        StringBuilder facts = new StringBuilder();
        if (artifact.fact("width") > 0) {
            facts.append(artifact.fact("width"))
                    .append('×')
                    .append(artifact.fact("height"))
                    .append(", ");
        }
        if (artifact.fact("pages") > 0) {
            int pages = artifact.fact("pages");
            facts.append(pages).append(pages == 1 ? " page, " : " pages, ");
        }
        facts.append(Words.bytes(artifact.bytes()));
        Duration took = job.took();
        return target + "  " + facts + (took == null ? "" : ", in " + Words.duration(took));
    }
}
