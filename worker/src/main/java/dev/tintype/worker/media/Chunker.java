package dev.tintype.worker.media;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.Progress;
import dev.tintype.ledger.NewChunk;
import dev.tintype.media.Crop;
import dev.tintype.media.MediaChunk;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaSource;
import dev.tintype.media.VideoOutput;
import dev.tintype.media.Watermark;
import dev.tintype.worker.media.plan.Cuts;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Share;
import dev.tintype.worker.media.probe.VideoTrack;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Has the moving pictures of a long source encoded in parts by other jobs, and brings in what these made. On the attempt's thread. */
final class Chunker {
    /** What the moving picture of a part is, as an artifact. */
    static final String KIND = "chunk";

    /** The fact of a part's artifact that says how many frames it has. */
    static final String FRAMES = "frames";

    private static final String SOURCE = "source";
    /** Below, fetching and joining cost more than others save ({@code reference/media.md} §6.3). */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int USUAL_S = 60;
    private static final int CUT_PERCENT = 10;
    private static final long MICROS = 1_000_000;

    private final Attempt attempt;
    private final MediaSpec spec;
    private final long most;
    private final Map<String, Object> report = new LinkedHashMap<>();

    /** @param most bytes of a part at most */
    Chunker(Attempt attempt, MediaSpec spec, long most) {
        this.attempt = attempt;
        this.spec = spec;
        this.most = most;
    }

    /** Whether the parts are done, and are to be joined. */
    boolean joins() {
        return !attempt.job().chunks().isEmpty();
    }

    /** What is to be done, of the source that the parts were made of: a stranger's server is asked once. */
    MediaSpec ofKeptSource() {
        return joins() && spec.source().url() != null
                ? spec.of(kept(attempt.job().chunks().getFirst()))
                : spec;
    }

    private static MediaSource kept(JobId first) {
        return MediaSource.ofArtifact(new ArtifactRef(first.value(), SOURCE));
    }

    /** What is told of it; empty: nobody thought of it. */
    Map<String, Object> report() {
        return report;
    }

    /**
     * Into which parts the source is to be cut.
     *
     * @return one when it is not
     */
    List<Cuts.Part> parts(Draft draft) {
        Cuts.Part all = new Cuts.Part(0, null);
        Integer wished = spec.media().chunkS();
        boolean longOne = draft.facts().durationMs() > LONG.toMillis();
        if (wished == null ? !longOne : wished == 0) {
            return List.of(all);
        }
        String why = against(draft);
        if (why == null && wished == null && attempt.cutting().freeElsewhere() == 0) {
            why = "no other worker has a free slot";
        }
        List<Cuts.Part> parts = why == null
                ? Cuts.of(draft.facts().durationMs(), wished == null ? USUAL_S : wished, draft.keyFrames())
                : List.of(all);
        if (why == null && parts.size() == 1) {
            why = "the source is too short, or key frames of its outputs do not meet";
        }
        if (why != null) {
            report.put("chunks", 0);
            report.put("reason", why);
        }
        return parts;
    }

    /** What makes the parts together another thing than the whole. */
    private @Nullable String against(Draft draft) {
        MediaOptions media = spec.media();
        VideoTrack track = draft.facts().video();
        Crop crop = media.crop();
        Watermark watermark = media.watermark();
        if (track == null || draft.keyFrames().isEmpty()) {
            return "no moving picture is encoded";
        }
        if (spec.source().concat() != null || spec.source().imageSequence() != null) {
            return "the source is several files";
        }
        if (track.variableRate()) {
            return "the source's frames come unevenly";
        }
        if (draft.card()) {
            return "a graphics card encodes it";
        }
        if (media.trim() != null || media.fps() != null) {
            return "media.trim and media.fps need the whole source";
        }
        if (draft.deinterlaced()) {
            return "mending interlaced pictures needs those before";
        }
        if (crop != null && crop.auto()) {
            return "media.crop is auto";
        }
        if (spec.outputs().stream().anyMatch(MediaJob::byContent)) {
            return "a ladder is by content";
        }
        if (watermark != null && (watermark.fromMs() != null || watermark.toMs() != null)) {
            return "the watermark comes and goes";
        }
        boolean twice =
                spec.outputs().stream().anyMatch(output -> output instanceof VideoOutput video && video.twoPass());
        return twice ? "an output takes two passes" : null;
    }

    /**
     * Has the job cut.
     *
     * @param file the source
     */
    void cut(List<Cuts.Part> parts, Path file, long durationMs) {
        attempt.progress(Progress.of(CUT_PERCENT, "cut"));
        List<JobId> ids = parts.stream().map(_ -> JobId.create()).toList();
        List<Artifact> given = new ArrayList<>();
        MediaSpec of = spec;
        if (spec.source().url() != null) {
            given.add(attempt.cutting().give(ids.getFirst(), SOURCE, SOURCE, "application/octet-stream", file));
            of = spec.of(kept(ids.getFirst()));
        }
        JobOptions options = attempt.job().request().options().ofPart();
        List<NewChunk> chunks = new ArrayList<>();
        for (int n = 0; n < parts.size(); n++) {
            Cuts.Part part = parts.get(n);
            MediaSpec asked = of.part(new MediaChunk(part.fromMicros(), part.toMicros()));
            int weight = (int) Math.max(1, part.micros(durationMs) / MICROS);
            chunks.add(new NewChunk(
                    ids.get(n), new JobRequest(asked, options), weight, n == 0 ? List.copyOf(given) : List.of()));
        }
        attempt.cutting().cut(chunks);
    }

    /**
     * Brings what the parts made into the work folder, and writes down its order for FFmpeg.
     *
     * @return false when something is missing, so that all is to be encoded at once
     */
    boolean fetch(Path folder, Draft draft) throws IOException {
        List<Job> chunks = attempt.job().chunks().stream()
                .map(id -> attempt.cutting().chunk(id))
                .toList();
        int pictures = draft.renditions().size();
        report.put("chunks", chunks.size());
        for (int n = 0; n < chunks.size(); n++) {
            for (int picture = 0; picture < pictures; picture++) {
                String why = against(chunks.get(n), Share.file(picture), draft);
                if (why != null) {
                    report.put("reason", "part " + (n + 1) + " " + why + ": all was encoded at once");
                    return false;
                }
            }
        }
        for (int picture = 0; picture < pictures; picture++) {
            List<String> files = new ArrayList<>();
            List<Long> frames = new ArrayList<>();
            for (int n = 0; n < chunks.size(); n++) {
                String name = "chunk-" + n + "-" + picture + ".mp4";
                Path to = folder.resolve(Child.IN).resolve(name);
                attempt.artifact(chunks.get(n).id().value(), Share.file(picture), most, to);
                files.add(name);
                frames.add(frames(made(chunks.get(n), Share.file(picture))));
            }
            String list = Share.concat(files, frames, draft.rate());
            Files.writeString(folder.resolve(Share.list(picture)), list, StandardCharsets.US_ASCII);
        }
        Object commands = chunks.getFirst().report().get("commands");
        if (commands != null) {
            report.put("commands", commands);
        }
        return true;
    }

    private static @Nullable String against(Job chunk, String file, Draft draft) {
        MediaChunk part = chunk.request().spec() instanceof MediaSpec spec ? spec.chunk() : null;
        if (part == null) {
            return "is none";
        }
        long frames = frames(made(chunk, file));
        OptionalLong expected = new Cuts.Part(part.fromUs(), part.toUs()).frames(draft.rate());
        if (frames == 0 || (expected.isPresent() && expected.getAsLong() != frames)) {
            return "has " + frames + " frames"
                    + (expected.isPresent() ? " where " + expected.getAsLong() + " were expected" : "");
        }
        return null;
    }

    private static @Nullable Artifact made(Job chunk, String file) {
        return chunk.artifacts().stream()
                .filter(artifact -> artifact.name().equals(file))
                .findFirst()
                .orElse(null);
    }

    private static long frames(@Nullable Artifact made) {
        return made != null && made.facts().get(FRAMES) instanceof Number frames ? frames.longValue() : 0;
    }
}
