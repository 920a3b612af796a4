package dev.tintype.cli.media;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One file or URL in, a folder of files out: through a running server, or through one that lives as long as the call. */
@Command(
        name = "media",
        description = "Make streams, pictures and sounds of a file: tintype media in.mp4 --hls -o out/",
        sortOptions = false,
        footer = {
            "",
            "Ends with 0 when the files are written, 1 when the job failed, 2 when the request is wrong,",
            "3 when no server can be reached or started, 130 after Ctrl-C (which cancels the job)."
        })
public final class MediaCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SOURCE", description = "A file, or an http or https URL.")
    private String source = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to; made when it is not there.")
    private Path folder = Path.of("");

    @Mixin
    private final WantedOutputs wanted = new WantedOutputs();

    @Option(names = "--start", paramLabel = "SECONDS", description = "Begin there.")
    private @Nullable Double start;

    @Option(names = "--end", paramLabel = "SECONDS", description = "Stop there.")
    private @Nullable Double end;

    @Option(
            names = "--hardware",
            paramLabel = "CARD",
            description = "Who encodes: auto, nvenc, vaapi, qsv or none (the processor, which is usual).")
    private @Nullable String hardware;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the job may take.")
    private @Nullable Integer timeout;

    @Option(names = "--json", description = "Print the job's JSON when it has ended, and nothing else.")
    private boolean json;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    public MediaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode request = request();
        List<String> kinds = request.path("outputs")
                .valueStream()
                .map(output -> output.path("kind").asString())
                .distinct()
                .toList();
        Path file = isUrl() ? null : sourceFile();
        prepareFolder();
        try (ProgressBoard board = new ProgressBoard(terminal, kinds)) {
            board.update(0, "starting", null);
            try (ServerSession session = ServerSession.open(serverOptions);
                    TintypeClient client = session.connection().client()) {
                return make(session, client, request, file, new Rows(board, kinds));
            } catch (RuntimeException e) {
                board.clear();
                throw e;
            }
        }
    }

    private int make(ServerSession session, TintypeClient client, ObjectNode request, @Nullable Path file, Rows rows) {
        if (file != null) {
            rows.say("uploading");
            request.putObject("source").put("upload", client.upload(file));
        }
        JobView job = client.submit(request);
        String id = job.id();
        try (OnInterrupt _ = new OnInterrupt(() -> stop(session, client, id))) {
            job = client.follow(job, rows::show);
            if (job.succeeded()) {
                for (ArtifactView artifact : job.artifacts()) {
                    client.download(artifact, target(artifact));
                }
            }
        }
        if (json) {
            rows.clear();
            terminal.out().println(Json.write(job.json()));
        }
        if (!job.succeeded()) {
            EndSentence ended = EndSentence.of(job);
            throw new CommandFailure(Exit.FAILED, ended.sentence(), ended.hints());
        }
        if (!json) {
            rows.finish(job);
            terminal.out().println(sentence(job));
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

    private ObjectNode request() {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put("type", "media");
        if (isUrl()) {
            request.putObject("source").put("url", source);
        }
        if (start != null || end != null) {
            ObjectNode trim = request.putObject("media").putObject("trim");
            putMillis(trim, "start_ms", start);
            putMillis(trim, "end_ms", end);
        }
        if (hardware != null) {
            request.withObject("/media").put("hardware", hardware);
        }
        if (timeout != null) {
            request.put("timeout_s", timeout);
        }
        ArrayNode outputs = request.putArray("outputs");
        wanted.read().forEach(outputs::add);
        return request;
    }

    private static void putMillis(ObjectNode trim, String field, @Nullable Double seconds) {
        if (seconds != null) {
            trim.put(field, Math.round(seconds * 1000));
        }
    }

    private boolean isUrl() {
        String lower = source.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    private Path sourceFile() {
        Path file = Path.of(source);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "there is no file " + source + " that can be read",
                    "name a file, or give an http or https URL");
        }
        return file;
    }

    private void prepareFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.USAGE, "the folder " + folder + " cannot be made", "choose another with -o DIR");
        }
    }

    /** Names come from the server: one that leads out of the folder is not followed. */
    private Path target(ArtifactView artifact) {
        Path name = Path.of(artifact.name());
        if (name.getNameCount() != 1 || name.isAbsolute() || artifact.name().startsWith(".")) {
            throw new CommandFailure(
                    Exit.FAILED,
                    "the server names an artifact " + artifact.name() + ", which is no plain file name",
                    List.of());
        }
        return folder.resolve(name);
    }

    private String sentence(JobView job) {
        Duration took = job.took();
        return folder + "  " + Rows.facts(job.artifacts()) + (took == null ? "" : ", in " + Words.duration(took));
    }
}
