package dev.tintype.worker.media;

import dev.tintype.job.Artifact;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Prober;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.ChildEnd;
import dev.tintype.worker.media.process.ChildLimits;
import dev.tintype.worker.media.process.ChildStopped;
import dev.tintype.worker.media.process.EncodeProgress;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.workshop.Workshop;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The work folder of one attempt. On the attempt's thread. */
final class FolderWorkshop implements Workshop {
    private record Kept(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {}

    private final MediaTools tools;
    private final Attempt attempt;
    private final Path folder;
    private final MediaFacts source;
    private final Supervisor.Stop stop;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Command> ran = new ArrayList<>();

    FolderWorkshop(MediaTools tools, Attempt attempt, Path folder, MediaFacts source, Supervisor.Stop stop) {
        this.tools = tools;
        this.attempt = attempt;
        this.folder = folder;
        this.source = source;
        this.stop = stop;
    }

    @Override
    public MediaFacts source() {
        return source;
    }

    @Override
    public Path file(String name) {
        return folder.resolve(Child.OUT).resolve(name);
    }

    @Override
    public Path beside(String name) {
        return folder.resolve(name);
    }

    @Override
    public int threads() {
        return tools.threads();
    }

    @Override
    public boolean made(String name) {
        Path file = file(name);
        return Files.isRegularFile(file) && file.toFile().length() > 0;
    }

    @Override
    public boolean kept(String name) {
        return kept.stream().anyMatch(one -> one.name().equals(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(file(from), file(to));
    }

    @Override
    public MediaFacts probe(String name) throws IOException, InterruptedException {
        return new Prober(tools.supervisor(), tools.probeLimits()).probe(folder, Child.OUT + "/" + name, stop);
    }

    @Override
    public List<String> run(Command command) throws IOException, InterruptedException {
        return run(command, _ -> {}).messages();
    }

    ChildEnd run(Command command, Consumer<EncodeProgress> progress) throws IOException, InterruptedException {
        ran.add(command);
        ChildLimits limits = tools.childLimits(attempt.job().request().timeout(), command.steady());
        try {
            ChildEnd end = tools.supervisor()
                    .run(new Child(Ffmpeg.Program.FFMPEG, command.arguments(), folder, limits, progress), stop);
            if (end.exit() != 0) {
                throw FfmpegErrors.of(end);
            }
            return end;
        } catch (ChildStopped e) {
            throw FfmpegErrors.of(e, limits.wall());
        }
    }

    @Override
    public void keep(String name, String kind, String mediaType, Map<String, Object> facts) {
        kept.add(new Kept(name, kind, mediaType, file(name), facts));
    }

    @Override
    public void keep(String name, String kind, String mediaType, byte[] content, Map<String, Object> facts) {
        try {
            Files.write(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keep(name, kind, mediaType, facts);
    }

    /** Every run of FFmpeg until now, in order. */
    List<Command> ran() {
        return List.copyOf(ran);
    }

    /** Stores everything that was handed over, in that order. */
    List<Artifact> store() {
        List<Artifact> artifacts = new ArrayList<>();
        for (Kept one : kept) {
            artifacts.add(attempt.store(one.name(), one.kind(), one.mediaType(), one.file(), one.facts()));
        }
        return artifacts;
    }
}
