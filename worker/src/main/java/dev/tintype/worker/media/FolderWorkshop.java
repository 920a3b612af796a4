package dev.tintype.worker.media;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.media.Encryption;
import dev.tintype.mediakey.MediaKeyId;
import dev.tintype.mediakey.StreamKey;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The work folder of one attempt. On the attempt's thread. */
final class FolderWorkshop implements Workshop {
    /** How far a job is when everything is encoded, and when everything is looked at. */
    static final int FINISH_PERCENT = 90;

    static final int STORE_PERCENT = 95;

    private record Kept(String name, String kind, String mediaType, Path file, Map<String, Object> facts) {}

    private final MediaTools tools;
    private final Attempt attempt;
    private final Path folder;
    private final MediaFacts source;
    private final Supervisor.Stop stop;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Command> ran = new ArrayList<>();
    private final Map<String, String> sealedKeys = new LinkedHashMap<>();
    private final Instant keysExpire;

    FolderWorkshop(MediaTools tools, Attempt attempt, Path folder, MediaFacts source, Supervisor.Stop stop) {
        this.tools = tools;
        this.attempt = attempt;
        this.folder = folder;
        this.source = source;
        this.stop = stop;
        this.keysExpire = expiry(attempt.job().request());
    }

    /** Not before the job's record goes, and the keys with it: it is kept for so long after its end. */
    private static Instant expiry(JobRequest request) {
        Integer kept = request.options().resultTtlS();
        return Instant.now().plus(request.timeout()).plusSeconds(kept == null ? JobOptions.DEFAULT_RESULT_TTL_S : kept);
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

    @Override
    public void run(Command command, Turn turn) throws IOException, InterruptedException {
        int span = STORE_PERCENT - FINISH_PERCENT;
        run(
                command,
                new EncodeTeller(
                        attempt,
                        command.stage(),
                        FINISH_PERCENT + span * turn.number() / turn.of(),
                        FINISH_PERCENT + span * (turn.number() + 1) / turn.of(),
                        turn.durationMs()));
    }

    ChildEnd run(Command command, Consumer<EncodeProgress> progress) throws IOException, InterruptedException {
        ran.add(command);
        ChildLimits limits = tools.childLimits(attempt.job().request().timeout(), command.steady())
                .withCard(command.card());
        try {
            ChildEnd end = tools.supervisor()
                    .run(new Child(Ffmpeg.Program.FFMPEG, command.arguments(), folder, limits, progress), stop);
            if (end.exit() != 0) {
                throw command.card() ? FfmpegErrors.ofCard(end) : FfmpegErrors.of(end);
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

    @Override
    public void keepKey(String stream, StreamKey key, int count) {
        Job job = attempt.job();
        sealedKeys.put(stream, tools.keys().seal(job.tenant(), job.id(), stream, key, count));
    }

    @Override
    public String keyUrl(@Nullable String template, String stream, int number) {
        MediaKeyId id = id(stream, number);
        String link = tools.keyLinks().sign(id, keysExpire);
        return template == null
                ? link
                : template.replace(Encryption.SIGNED, link).replace(Encryption.ID, id.toString());
    }

    @Override
    public String keyId(String stream, int number) {
        return id(stream, number).toString();
    }

    private MediaKeyId id(String stream, int number) {
        return new MediaKeyId(attempt.job().id(), stream, number);
    }

    /** What is kept of the keys of every encrypted stream. */
    Map<String, String> sealedKeys() {
        return Map.copyOf(sealedKeys);
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
