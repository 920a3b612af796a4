package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.AnalysisOutput;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.VideoTrack;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the source itself, in the same decode as everything else, and writes down what FFmpeg's filters find. */
final class AnalysisHandler implements MediaOutputHandler<AnalysisOutput> {
    private static final String EVENTS = "analysis-events.txt";
    private static final String SHAPE = "analysis-shape.txt";
    private static final String SOUND = "analysis-sound.txt";
    /** Where EBU R 128 begins to count. */
    private static final double SILENT = -70;

    @Override
    public Class<AnalysisOutput> type() {
        return AnalysisOutput.class;
    }

    @Override
    public Planned plan(AnalysisOutput output, Draft draft) {
        VideoTrack video = draft.still() ? null : draft.facts().video();
        AudioTrack sound = draft.sound();
        if (video == null && sound == null) {
            throw new JobFailure(
                    ErrorCode.NO_VIDEO, "analysis needs a moving picture or sound, and the source has neither.");
        }
        String name = draft.name("analysis", "json");
        draft.shared("analysis", () -> added(draft, video, sound));
        return workshop -> finish(output, draft, workshop, name, video, sound);
    }

    private static Boolean added(Draft draft, @Nullable VideoTrack video, @Nullable AudioTrack sound) {
        if (video != null) {
            draft.add(Branch.asIs(pictures(draft), null, List.of("-fps_mode", "passthrough", "-f", "null", "-")));
        }
        if (sound != null) {
            draft.add(Branch.asIs(null, sounds(), List.of("-f", "null", "-")));
        }
        return true;
    }

    /** Shape and fields are counted over all frames, so that one of every twelve tells them. */
    private static String pictures(Draft draft) {
        return String.join(
                ",",
                draft.upright() + "scdet=threshold=10",
                "blackdetect=d=0.5",
                "freezedetect=d=2",
                "metadata=mode=print:file=" + EVENTS,
                "idet",
                "cropdetect=round=2:skip=0",
                "select=not(mod(n\\,12))",
                "metadata=mode=print:file=" + SHAPE);
    }

    private static String sounds() {
        return "ebur128=metadata=1:framelog=quiet:peak=true,silencedetect=noise=-50dB:d=1,ametadata=mode=print:file="
                + SOUND;
    }

    private static void finish(
            AnalysisOutput output,
            Draft draft,
            Workshop workshop,
            String name,
            @Nullable VideoTrack video,
            @Nullable AudioTrack sound)
            throws IOException {
        long end = draft.durationMs();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("duration_ms", end);
        if (video != null) {
            Findings events = Findings.read(workshop.beside(EVENTS));
            Findings shape = Findings.read(workshop.beside(SHAPE));
            all.put("scenes", events.moments("lavfi.scd.time"));
            all.put("black", events.spans("lavfi.black_start", "lavfi.black_end", end));
            all.put("freeze", events.spans("lavfi.freezedetect.freeze_start", "lavfi.freezedetect.freeze_end", end));
            crop(shape, video, all);
            all.put("fields", fields(shape));
        }
        if (sound != null) {
            Findings heard = Findings.read(workshop.beside(SOUND));
            all.put("silence", heard.spans("lavfi.silence_start", "lavfi.silence_end", end));
            all.put("loudness", loudness(heard));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String what : List.of("scenes", "black", "freeze", "silence")) {
            if (all.get(what) instanceof List<?> found) {
                facts.put(what, found.size());
            }
        }
        workshop.keep(
                name, output.kindName(), "application/json", Json.write(all).getBytes(StandardCharsets.UTF_8), facts);
    }

    /** Only when there are bars; a picture that is black all the time has none. */
    private static void crop(Findings shape, VideoTrack video, Map<String, Object> to) {
        int width = (int) shape.last("lavfi.cropdetect.w", 0);
        int height = (int) shape.last("lavfi.cropdetect.h", 0);
        boolean smaller = width < video.shownWidth() || height < video.shownHeight();
        if (width > 0 && height > 0 && smaller) {
            Map<String, Object> box = new LinkedHashMap<>();
            box.put("x", (int) shape.last("lavfi.cropdetect.x", 0));
            box.put("y", (int) shape.last("lavfi.cropdetect.y", 0));
            box.put("width", width);
            box.put("height", height);
            to.put("crop", box);
        }
    }

    private static Map<String, Object> fields(Findings shape) {
        double top = shape.last("lavfi.idet.multiple.tff", 0);
        double bottom = shape.last("lavfi.idet.multiple.bff", 0);
        double whole = shape.last("lavfi.idet.multiple.progressive", 0);
        String verdict = top + bottom > whole ? (top >= bottom ? "top_first" : "bottom_first") : "progressive";
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", top + bottom + whole == 0 ? "unknown" : verdict);
        fields.put("top_first", Math.round(top));
        fields.put("bottom_first", Math.round(bottom));
        fields.put("progressive", Math.round(whole));
        return fields;
    }

    private static Map<String, Object> loudness(Findings heard) {
        Map<String, Object> loudness = new LinkedHashMap<>();
        loudness.put("integrated_lufs", heard.last("lavfi.r128.I", SILENT));
        loudness.put("range_lu", heard.last("lavfi.r128.LRA", 0));
        double peak = heard.last("lavfi.r128.true_peak", 0);
        loudness.put(
                "true_peak_dbfs", peak <= 0 ? SILENT : Math.max(SILENT, Math.round(200 * Math.log10(peak)) / 10.0));
        return loudness;
    }
}
