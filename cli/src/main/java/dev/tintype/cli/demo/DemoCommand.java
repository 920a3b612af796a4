package dev.tintype.cli.demo;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.job.EndSentence;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.OnInterrupt;
import dev.tintype.cli.server.ServerSession;
import dev.tintype.cli.terminal.ProgressBoard;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Terminal.Ink;
import dev.tintype.cli.terminal.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the product on a page of its own: four visits, five files, a stream and a gallery. Needs no internet. */
@Command(
        name = "demo",
        description = "See it work: capture a page of our own in every shape. Needs no internet.",
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "demo-out", description = "Where to write (demo-out).")
    private Path folder = Path.of("demo-out");

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        prepareFolder();
        terminal.err().println("Starting a server and a page to capture…");
        long begun = System.nanoTime();
        try (DemoSite site = DemoSite.start();
                ServerSession session = ServerSession.embedded(Map.of("tintype.egress.allow", site.authority()));
                OnInterrupt _ = new OnInterrupt(session::close);
                TintypeClient client = session.connection().client()) {
            terminal.err()
                    .println("Both are up after " + Words.duration(since(begun)) + ". Captured now: "
                            + terminal.paint(Ink.ACCENT, site.url().toString()));
            long handedIn = System.nanoTime();
            Made made = capture(session, client, site.url());
            Path index = Gallery.write(folder, made.pieces(), made.film(), since(handedIn));
            terminal.out()
                    .println(made.count() + " files in " + Words.duration(since(handedIn)) + ". Look at "
                            + terminal.paint(
                                    Ink.STRONG,
                                    index.toAbsolutePath().normalize().toString()));
        }
        return Exit.OK;
    }

    private void prepareFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.USAGE, "the folder " + folder + " cannot be made", "choose another with --out DIR");
        }
    }

    private record Made(List<Gallery.Piece> pieces, Film film) {
        int count() {
            return pieces.size() + film.files().size();
        }
    }

    private Made capture(ServerSession session, TintypeClient client, URI page) {
        List<Shot> shots = Shot.all();
        List<Gallery.Piece> pieces = new ArrayList<>();
        List<String> rows = new ArrayList<>(shots.stream().map(Shot::name).toList());
        rows.add(Film.FOLDER);
        try (ProgressBoard board = new ProgressBoard(terminal, rows);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Gallery.Piece>>> visits = new ArrayList<>();
            for (int row = 0; row < shots.size(); row++) {
                Shot shot = shots.get(row);
                int line = row;
                visits.add(threads.submit(() -> visit(client, page, shot, board, line)));
            }
            Future<Film> film = threads.submit(() -> film(session, client, page, board, shots.size()));
            for (Future<List<Gallery.Piece>> visit : visits) {
                pieces.addAll(await(visit));
            }
            return new Made(pieces, await(film));
        }
    }

    private Film film(ServerSession session, TintypeClient client, URI page, ProgressBoard board, int line)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Path place = Files.createDirectories(folder.resolve(Film.FOLDER));
        JobView recording = client.submit(Film.recording(page));
        Path testCard = TestCard.make(session.ffmpeg(), place);
        JobView packaging = client.submit(Film.packaging(client.upload(testCard), recording));
        Files.delete(testCard);
        succeeded(client, recording, Film.FOLDER, board, line);
        JobView job = succeeded(client, packaging, Film.FOLDER, board, line);
        for (ArtifactView artifact : job.artifacts()) {
            client.download(artifact, place.resolve(artifact.name()));
        }
        Film film = new Film(job.artifacts(), since(begun));
        film.writeScript(place);
        board.finish(
                line,
                true,
                Film.FOLDER + "/" + Film.PLAYLIST + " " + film.facts() + " in " + Words.duration(film.took()));
        return film;
    }

    private List<Gallery.Piece> visit(TintypeClient client, URI page, Shot shot, ProgressBoard board, int line) {
        JobView job = succeeded(client, client.submit(shot.request(page)), shot.name(), board, line);
        Duration took = job.took() == null ? Duration.ZERO : job.took();
        List<Gallery.Piece> pieces = new ArrayList<>();
        for (int each = 0; each < shot.outputs().size(); each++) {
            Shot.Output output = shot.outputs().get(each);
            ArtifactView artifact = job.artifacts().get(each);
            client.download(artifact, folder.resolve(output.file()));
            pieces.add(new Gallery.Piece(output, artifact, took));
        }
        board.finish(line, true, summary(pieces) + " in " + Words.duration(took));
        return pieces;
    }

    private static JobView succeeded(
            TintypeClient client, JobView submitted, String name, ProgressBoard board, int line) {
        JobView job = client.follow(submitted, seen -> board.update(line, seen.state(), seen.progress()));
        if (!job.succeeded()) {
            EndSentence end = EndSentence.of(job);
            board.finish(line, false, end.sentence());
            throw new CommandFailure(Exit.FAILED, name + ": " + end.sentence(), end.hints());
        }
        return job;
    }

    private static String summary(List<Gallery.Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.output().file() + " "
                        + Words.bytes(piece.artifact().bytes()))
                .collect(Collectors.joining(", "));
    }

    private static <T> T await(Future<T> visit) {
        try {
            return visit.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new UncheckedIOException(new IOException(e.getCause()));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
