package dev.tintype.worker.media.plan;

import dev.tintype.media.Trim;
import dev.tintype.worker.media.probe.InputArguments;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a picture is lost when it is made smaller and enlarged again, looked at in a few short shots: a stream needs no quality
 * that shows nothing more than a smaller one. Pure: who runs the commands reads the files.
 */
public final class Likeness {
    private static final Pattern VALUE = Pattern.compile("lavfi\\.xpsnr\\.xpsnr\\.y=(inf|[0-9.]+)");
    private static final double SAME = 100;
    private static final long SHOT_MS = 2_000;
    private static final int[] PLACES = {10, 35, 60, 85};

    private Likeness() {}

    /** The shots of a source of so many milliseconds that are looked at; all of a short one. */
    public static List<Trim> shots(long durationMs, long startMs) {
        if (durationMs <= PLACES.length * SHOT_MS) {
            return List.of(new Trim(startMs, startMs + Math.max(1, durationMs)));
        }
        List<Trim> shots = new ArrayList<>();
        for (int percent : PLACES) {
            long begin = startMs + durationMs * percent / 100;
            shots.add(new Trim(begin, begin + SHOT_MS));
        }
        return shots;
    }

    /**
     * Looks at one shot.
     *
     * @param draft of the shot
     * @param sizes from the largest down; all others are held against it
     * @param stem what the names of the files begin with; see {@link #file}
     */
    public static Command look(Draft draft, List<Size> sizes, String stem, int threads) {
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        Reading reading = new Reading(draft.source(), draft.options(), 0);
        arguments.addAll(reading.arguments());
        Source.Overlay overlay = draft.source().overlay();
        if (overlay != null) {
            arguments.addAll(InputArguments.of(
                    overlay.facts().demuxer(), overlay.file(), draft.source().mostPixels()));
        }
        arguments.addAll(List.of("-filter_complex", graph(draft, sizes, stem, reading)));
        for (int n = 1; n < sizes.size(); n++) {
            arguments.addAll(List.of("-map", "[o" + n + "]", "-fps_mode", "passthrough", "-f", "null", "-"));
        }
        return new Command("look", arguments, false);
    }

    /** What the look at a shot writes of the size with this number, below the work folder. */
    public static String file(String stem, int size) {
        return stem + "-" + size + ".txt";
    }

    private static String graph(Draft draft, List<Size> sizes, String stem, Reading reading) {
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        String largest = scaled(sizes.getFirst());
        List<String> graph = new ArrayList<>();
        String picture = reading.pictures(track.index(), 1, graph).getFirst();
        List<String> filters = new ArrayList<>(BaseFilters.video(draft));
        filters.add(largest);
        filters.add(draft.keepsHdr() ? "format=yuv420p10le" : "format=yuv420p");
        filters.add("settb=AVTB,setpts=PTS-STARTPTS,split=" + 2 * (sizes.size() - 1));
        StringBuilder links = new StringBuilder();
        for (int n = 1; n < sizes.size(); n++) {
            links.append("[r").append(n).append("][s").append(n).append(']');
        }
        graph.add(picture + String.join(",", filters) + links);
        for (int n = 1; n < sizes.size(); n++) {
            graph.add("[s" + n + "]" + scaled(sizes.get(n)) + "," + largest + "[u" + n + "]");
            graph.add("[u" + n + "][r" + n + "]xpsnr=ts_sync_mode=nearest,metadata=mode=print:file=" + file(stem, n)
                    + "[o" + n + "]");
        }
        return String.join(";", graph);
    }

    private static String scaled(Size size) {
        return "scale=" + size.width() + ":" + size.height() + ":flags=bicubic,setsar=1";
    }

    /** Reads what the looks wrote of one size: XPSNR (Helmrich et al., ICASSP 2020) in decibels; 100: no difference. */
    public static OptionalDouble read(String text) {
        Matcher found = VALUE.matcher(text);
        double sum = 0;
        int count = 0;
        while (found.find()) {
            sum += found.group(1).equals("inf") ? SAME : Math.min(SAME, Double.parseDouble(found.group(1)));
            count++;
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
