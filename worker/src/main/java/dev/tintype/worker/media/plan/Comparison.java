package dev.tintype.worker.media.plan;

import dev.tintype.media.QualityOutput;
import dev.tintype.worker.media.probe.InputArguments;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The run that holds what was encoded against what went into the encoder: the same frames, of the same size. */
public final class Comparison {
    /** Times of two files are rounded differently; frames belong to each other all the same. */
    private static final String NEAREST = "=ts_sync_mode=nearest";

    private Comparison() {}

    /**
     * Compares.
     *
     * @param file what is found goes there, below the work folder
     */
    public static Command of(
            Draft draft, Rendition rendition, List<QualityOutput.Metric> metrics, String file, int threads) {
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        Reading reading = new Reading(draft.source(), draft.options(), 0);
        arguments.addAll(reading.arguments());
        Source.Overlay overlay = draft.source().overlay();
        if (overlay != null) {
            arguments.addAll(InputArguments.of(
                    overlay.facts().demuxer(), overlay.file(), draft.source().mostPixels()));
        }
        arguments.addAll(InputArguments.of(
                rendition.demuxer(), "out/" + rendition.file(), draft.source().mostPixels()));
        int made = Reading.inputs(draft.source()) + (overlay == null ? 0 : 1);
        String graph = graph(draft, rendition, Set.copyOf(metrics), reading, made) + ",metadata=mode=print:file=" + file
                + "[compared]";
        arguments.addAll(List.of("-filter_complex", graph));
        arguments.addAll(List.of("-map", "[compared]", "-fps_mode", "passthrough", "-f", "null", "-"));
        return new Command("compare", arguments, true);
    }

    private static String graph(
            Draft draft, Rendition rendition, Set<QualityOutput.Metric> metrics, Reading reading, int input) {
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        List<String> source = new ArrayList<>(BaseFilters.video(draft));
        source.add(rendition.filters());
        String same = (draft.keepsHdr() ? "format=yuv420p10le" : "format=yuv420p") + ",settb=AVTB,setpts=PTS-STARTPTS";
        List<String> before = new ArrayList<>();
        String picture = reading.pictures(track.index(), 1, before).getFirst();
        StringBuilder graph = new StringBuilder(before.isEmpty() ? "" : String.join(";", before) + ";");
        graph.append(picture).append(String.join(",", source)).append(',').append(same);
        graph.append(",split=").append(metrics.size());
        for (int n = 0; n < metrics.size(); n++) {
            graph.append("[r").append(n).append(']');
        }
        graph.append(";[").append(input).append(":v]").append(same).append("[m0]");
        int at = 0;
        for (QualityOutput.Metric metric : new TreeSet<>(metrics)) {
            // each hands on the encoded picture, with its own findings beside the others'
            graph.append(at == 0 ? ";" : "[m" + at + "];").append("[m" + at + "][r" + at + "]");
            graph.append(metric.name().toLowerCase(Locale.ROOT)).append(NEAREST);
            at++;
        }
        return graph.toString();
    }
}
