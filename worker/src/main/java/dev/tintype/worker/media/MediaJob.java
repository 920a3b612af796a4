package dev.tintype.worker.media;

import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.Progress;
import dev.tintype.media.DashOutput;
import dev.tintype.media.Hardware;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.MediaChunk;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.Trim;
import dev.tintype.media.Watermark;
import dev.tintype.worker.media.colour.PngProfile;
import dev.tintype.worker.media.colour.ToSrgb;
import dev.tintype.worker.media.output.MediaOutputHandlers;
import dev.tintype.worker.media.output.Planned;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.plan.Cuts;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.HardwareEncoders;
import dev.tintype.worker.media.plan.Likeness;
import dev.tintype.worker.media.plan.Measured;
import dev.tintype.worker.media.plan.Measuring;
import dev.tintype.worker.media.plan.Naming;
import dev.tintype.worker.media.plan.Share;
import dev.tintype.worker.media.plan.Size;
import dev.tintype.worker.media.plan.Source;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Limits;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.ProbeJson;
import dev.tintype.worker.media.probe.Prober;
import dev.tintype.worker.media.probe.VideoTrack;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.stream.Ladder;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a media job, from the source to what is stored. On the attempt's thread. */
final class MediaJob {
    private static final Logger log = LoggerFactory.getLogger(MediaJob.class);
    private static final int PROBE_PERCENT = 10;
    private static final int ENCODE_PERCENT = 12;
    private static final long MOST_PROFILE = 16 << 20;
    private static final String OVERLAY = Child.IN + "/watermark";

    private final MediaTools tools;
    private final Attempt attempt;
    private final MediaSpec spec;
    private final Supervisor.Stop stop;
    private final Chunker chunker;
    private HardwareEncoders hardware;
    private @Nullable String colours;
    private final Map<String, Object> spentMs = new LinkedHashMap<>();
    private long lapNanos = System.nanoTime();

    MediaJob(MediaTools tools, Attempt attempt, MediaSpec spec, Supervisor.Stop stop) {
        this.tools = tools;
        this.attempt = attempt;
        this.spec = spec;
        this.stop = stop;
        this.hardware = tools.hardware();
        this.chunker = new Chunker(attempt, spec, tools.limits().outputBytes().toBytes());
    }

    JobResult perform() throws IOException, InterruptedException {
        Path folder = attempt.workFolder();
        Files.createDirectory(folder.resolve(Child.IN));
        Files.createDirectory(folder.resolve(Child.OUT));
        Source source = fetch(folder);
        lap("probe");
        // what is joined is there twice
        int copies = chunker.joins() ? 2 : 1;
        long room = copies
                * Math.min(
                        tools.limits().outputBytes().toBytes(),
                        (64L << 20) + 2 * source.facts().bytes());
        try (DiskRoom.Share _ = tools.room().reserve(folder, room)) {
            return make(folder, source);
        }
    }

    private Source fetch(Path folder) throws IOException, InterruptedException {
        attempt.progress(Progress.of(0, "fetch"));
        Fetched fetched = new Fetched(tools, attempt, chunker.ofKeptSource(), folder, stop);
        fetched.fetch();
        lap("fetch");
        attempt.progress(Progress.of(PROBE_PERCENT, "probe"));
        return fetched.source().with(overlay(folder));
    }

    private Source.@Nullable Overlay overlay(Path folder) throws IOException, InterruptedException {
        Watermark watermark = spec.media().watermark();
        if (watermark == null) {
            return null;
        }
        tools.sources().fetch(watermark, folder.resolve(OVERLAY), attempt);
        MediaFacts facts = new Prober(tools.supervisor(), tools.probeLimits()).probe(folder, OVERLAY, stop);
        if (!facts.demuxer().picture() || facts.videos().isEmpty()) {
            throw new JobFailure(
                    ErrorCode.UNSUPPORTED_MEDIA,
                    "media.watermark is to be a picture, and is "
                            + facts.demuxer().container() + ".");
        }
        Limits.check(facts, tools.limits());
        return new Source.Overlay(OVERLAY, facts);
    }

    /** What the plan cannot be made without. */
    private Source measured(FolderWorkshop workshop, Path folder, Source source)
            throws IOException, InterruptedException {
        Measuring measuring = new Measuring(source, spec.media());
        Measured.Box crop = null;
        Map<Integer, Measured.Loudness> loudness = new LinkedHashMap<>();
        Optional<Measuring.Look> bars = measuring.crop(tools.threads());
        if (bars.isPresent()) {
            crop = measuring.box(look(workshop, folder, bars.get()));
        }
        for (AudioTrack track : measuring.sounds()) {
            Measuring.Look look = measuring.loudness(track, tools.threads());
            Measuring.loudness(look(workshop, folder, look)).ifPresent(found -> loudness.put(track.index(), found));
        }
        ToSrgb colours = colours(workshop, folder, measuring);
        Measured measured = new Measured(crop, colours, loudness, Map.of());
        VideoTrack picture = source.facts().video();
        if (picture == null || spec.outputs().stream().noneMatch(MediaJob::byContent)) {
            return source.with(measured);
        }
        return source.with(new Measured(
                crop, colours, loudness, likeness(workshop, folder, draft(source.with(measured), new Share.All()))));
    }

    private @Nullable ToSrgb colours(FolderWorkshop workshop, Path folder, Measuring measuring)
            throws IOException, InterruptedException {
        Optional<Measuring.Look> look = measuring.profile(tools.threads());
        if (look.isEmpty()) {
            return null;
        }
        workshop.run(look.get().command());
        Path file = folder.resolve(look.get().file());
        Optional<ToSrgb> way = Files.exists(file) && Files.size(file) <= MOST_PROFILE
                ? PngProfile.of(Files.readAllBytes(file)).flatMap(ToSrgb::of)
                : Optional.empty();
        colours = way.isEmpty() ? "profile_not_read" : way.get().same() ? "srgb" : "converted_to_srgb";
        if (way.isEmpty() || way.get().same()) {
            return null;
        }
        Files.writeString(folder.resolve(ToSrgb.FIRST_FILE), way.get().first());
        Files.writeString(folder.resolve(ToSrgb.LAST_FILE), way.get().last());
        return way.get();
    }

    /** Whether what is seen tells which qualities an output has. */
    static boolean byContent(MediaOutput output) {
        return switch (output) {
            case HlsOutput hls -> hls.ladder() != null && hls.ladder().byContent();
            case DashOutput dash -> dash.ladder() != null && dash.ladder().byContent();
            default -> false;
        };
    }

    private Map<Size, Double> likeness(FolderWorkshop workshop, Path folder, Draft whole)
            throws IOException, InterruptedException {
        List<Size> sizes = Ladder.sizes(whole.size());
        if (whole.still() || sizes.size() < 2) {
            return Map.of();
        }
        attempt.progress(Progress.of(PROBE_PERCENT, "look"));
        Trim trim = spec.media().trim();
        List<Trim> shots = Likeness.shots(whole.durationMs(), trim == null ? 0 : trim.startMs());
        List<StringBuilder> written =
                sizes.stream().map(_ -> new StringBuilder()).toList();
        for (int shot = 0; shot < shots.size(); shot++) {
            String stem = "likeness-" + shot;
            Draft draft = new Draft(
                    whole.source(),
                    spec.media().of(shots.get(shot)),
                    Naming.of(spec.media(), spec.source(), attempt.job().id()));
            workshop.run(Likeness.look(draft, sizes, stem, tools.threads()));
            for (int n = 1; n < sizes.size(); n++) {
                Path file = folder.resolve(Likeness.file(stem, n));
                written.get(n).append(Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "");
            }
        }
        Map<Size, Double> likeness = new LinkedHashMap<>();
        for (int n = 1; n < sizes.size(); n++) {
            OptionalDouble found = Likeness.read(written.get(n).toString());
            if (found.isPresent()) {
                likeness.put(sizes.get(n), found.getAsDouble());
            }
        }
        return likeness;
    }

    private String look(FolderWorkshop workshop, Path folder, Measuring.Look look)
            throws IOException, InterruptedException {
        attempt.progress(Progress.of(PROBE_PERCENT, look.command().stage()));
        workshop.run(look.command());
        Path file = folder.resolve(look.file());
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private JobResult make(Path folder, Source fetched) throws IOException, InterruptedException {
        FolderWorkshop workshop = new FolderWorkshop(tools, attempt, folder, fetched.facts(), stop);
        MediaChunk chunk = spec.chunk();
        if (chunk != null) {
            return part(workshop, fetched, new Cuts.Part(chunk.fromUs(), chunk.toUs()));
        }
        Share share = new Share.All();
        Draft first = draft(fetched, share);
        plan(first);
        if (chunker.joins()) {
            share = chunker.fetch(folder, first) ? new Share.Join() : share;
            lap("join");
        } else {
            List<Cuts.Part> parts = chunker.parts(first);
            if (parts.size() > 1) {
                chunker.cut(parts, folder.resolve(Fetched.SOURCE), first.durationMs());
                return JobResult.empty();
            }
        }
        Source source = measured(workshop, folder, fetched);
        Draft draft = draft(source, share);
        List<Planned> planned = plan(draft);
        try {
            encode(workshop, draft, draft.durationMs());
        } catch (JobFailure e) {
            boolean cards = e.code() == ErrorCode.FFMPEG_FAILED || e.code() == ErrorCode.DECODE_FAILED;
            if (!cards || spec.media().hardware() != Hardware.AUTO || !draft.card()) {
                throw e;
            }
            log.warn(
                    "{}: the graphics card failed, the processor goes on: {}",
                    attempt.job().id(),
                    e.getMessage());
            hardware = HardwareEncoders.none("the graphics card failed");
            draft = draft(source, share);
            planned = plan(draft);
            encode(workshop, draft, draft.durationMs());
        }
        attempt.progress(Progress.of(FolderWorkshop.FINISH_PERCENT, "check"));
        for (Planned output : planned) {
            output.finish(workshop);
        }
        lap("check");
        attempt.progress(Progress.of(FolderWorkshop.STORE_PERCENT, "store"));
        List<Artifact> artifacts = workshop.store();
        lap("store");
        return new JobResult(artifacts, report(draft, workshop.ran()), workshop.sealedKeys());
    }

    private Draft draft(Source source, Share share) {
        Naming naming = Naming.of(spec.media(), spec.source(), attempt.job().id());
        return new Draft(source, spec.media(), naming, share, hardware);
    }

    private List<Planned> plan(Draft draft) {
        List<Planned> planned = new ArrayList<>();
        for (MediaOutput output : spec.outputs()) {
            planned.add(MediaOutputHandlers.plan(output, draft));
        }
        return planned;
    }

    private void encode(FolderWorkshop workshop, Draft draft, long durationMs)
            throws IOException, InterruptedException {
        List<Command> commands = draft.commands(tools.threads());
        for (int n = 0; n < commands.size(); n++) {
            int span = FolderWorkshop.FINISH_PERCENT - ENCODE_PERCENT;
            workshop.run(
                    commands.get(n),
                    new EncodeTeller(
                            attempt,
                            commands.get(n).stage(),
                            ENCODE_PERCENT + span * n / commands.size(),
                            ENCODE_PERCENT + span * (n + 1) / commands.size(),
                            durationMs));
        }
        lap("encode");
    }

    /** Encodes a part of every moving picture, for another job to join. */
    private JobResult part(FolderWorkshop workshop, Source source, Cuts.Part part)
            throws IOException, InterruptedException {
        Draft draft = draft(source, new Share.Chunk(part));
        plan(draft);
        encode(workshop, draft, part.micros(draft.durationMs()) / 1000);
        for (int n = 0; n < draft.renditions().size(); n++) {
            String file = Share.file(n);
            workshop.keep(file, Chunker.KIND, "video/mp4", Map.of(Chunker.FRAMES, frames(workshop, file)));
        }
        List<Artifact> artifacts = new ArrayList<>(attempt.job().artifacts());
        artifacts.addAll(workshop.store());
        lap("store");
        return new JobResult(artifacts, report(draft, workshop.ran()));
    }

    private static long frames(FolderWorkshop workshop, String file) throws IOException, InterruptedException {
        try {
            VideoTrack track = workshop.made(file) ? workshop.probe(file).video() : null;
            return track == null ? 0 : track.frames();
        } catch (JobFailure e) {
            // FFmpeg's file without a frame has not even a track
            return 0;
        }
    }

    private Map<String, Object> report(Draft draft, List<Command> ran) {
        Source source = draft.source();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("source", ProbeJson.brief(source.facts()));
        if (source.joined()) {
            report.put(
                    "parts",
                    source.parts().stream()
                            .map(part -> ProbeJson.brief(part.facts()))
                            .toList());
        }
        report.put("commands", ran.stream().map(MediaJob::shown).toList());
        if (!source.measured().equals(Measured.NOTHING)) {
            report.put("measured", measured(source.measured()));
        }
        report.put(
                "ffmpeg",
                Map.of(
                        "version", tools.ffmpeg().version(),
                        "sandboxed", tools.supervisor().walls().closed()));
        if (colours != null) {
            report.put("colours", colours);
        }
        if (spec.media().hardware() != Hardware.NONE) {
            report.put("hardware", draft.encoders().stream().map(MediaJob::told).toList());
        }
        if (!chunker.report().isEmpty()) {
            report.put("chunked", chunker.report());
        }
        report.put("spent_ms", spentMs);
        return report;
    }

    private static Map<String, Object> told(Draft.Encoder encoder) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", encoder.file());
        told.put("by", encoder.by().name().toLowerCase(Locale.ROOT));
        if (encoder.why() != null) {
            told.put("reason", encoder.why());
        }
        return told;
    }

    private static Map<String, Object> measured(Measured measured) {
        Map<String, Object> told = new LinkedHashMap<>();
        Measured.Box crop = measured.crop();
        if (crop != null) {
            told.put("crop", Map.of("x", crop.x(), "y", crop.y(), "width", crop.width(), "height", crop.height()));
        }
        if (!measured.likeness().isEmpty()) {
            Map<String, Object> likeness = new TreeMap<>();
            measured.likeness()
                    .forEach((size, db) ->
                            likeness.put(size.width() + "x" + size.height(), Math.round(db * 100) / 100.0));
            told.put("likeness_db", likeness);
        }
        if (!measured.loudness().isEmpty()) {
            // by the order of the tracks
            told.put(
                    "loudness_lufs",
                    new TreeMap<>(measured.loudness())
                            .values().stream()
                                    .map(Measured.Loudness::integrated)
                                    .toList());
        }
        return told;
    }

    /** As it was run, inside its walls. */
    private static List<String> shown(Command command) {
        List<String> whole = new ArrayList<>(List.of("ffmpeg"));
        whole.addAll(command.shown());
        return whole;
    }

    private void lap(String stage) {
        long now = System.nanoTime();
        spentMs.put(stage, (now - lapNanos) / 1_000_000);
        lapNanos = now;
    }
}
