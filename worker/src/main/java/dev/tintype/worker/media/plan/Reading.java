package dev.tintype.worker.media.plan;

import dev.tintype.media.MediaOptions;
import dev.tintype.media.Trim;
import dev.tintype.worker.media.probe.InputArguments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one run reads its source: the inputs, and the links of its graph that picture and sound come from. */
final class Reading {
    private final Source source;
    private final MediaOptions options;
    private final long skippedMs;
    private final List<String> portion;

    /** @param skippedMs of what is wanted, not read at all */
    Reading(Source source, MediaOptions options, long skippedMs) {
        this(source, options, skippedMs, List.of());
    }

    /** @param part the arguments that choose a part of the only file */
    Reading(Source source, MediaOptions options, long skippedMs, List<String> part) {
        this.portion = part;
        this.source = source;
        this.options = options;
        this.skippedMs = skippedMs;
    }

    /** The inputs, with the part of them that is wanted. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Source.Part part : source.parts()) {
            arguments.addAll(InputArguments.options(part.facts().demuxer(), source.mostPixels()));
            if (part.pace() != null) {
                arguments.addAll(List.of("-framerate", part.pace().toString()));
            }
            if (!source.joined()) {
                arguments.addAll(wanted(options.trim()));
                arguments.addAll(portion);
            }
            arguments.addAll(List.of("-i", "file:" + part.file()));
        }
        return arguments;
    }

    /** Of one file what is not wanted is not even read. */
    private List<String> wanted(@Nullable Trim trim) {
        List<String> arguments = new ArrayList<>();
        long start = (trim == null ? 0 : trim.startMs()) + skippedMs;
        if (start > 0) {
            arguments.addAll(List.of("-ss", Arguments.seconds(start)));
        }
        if (trim != null && trim.endMs() != null) {
            arguments.addAll(List.of("-t", Arguments.seconds(trim.endMs() - start)));
        }
        return arguments;
    }

    /** The number of the first input after those of the source. */
    static int inputs(Source source) {
        return source.parts().size();
    }

    /** Puts into the graph what the picture needs, and gives back links to it, each to be used once. */
    List<String> pictures(int track, int uses, List<String> graph) {
        if (!source.joined()) {
            return same("[0:" + track + "]", uses);
        }
        graph.addAll(Joint.pictures(source, options, "jv"));
        return shared("[jv]", "", "split", uses, graph);
    }

    /** The same for the sound. */
    List<String> sounds(int track, int uses, List<String> graph) {
        if (!source.joined()) {
            return same("[0:" + track + "]", uses);
        }
        graph.addAll(Joint.sounds(source, "ja"));
        return shared("[ja]", "a", "asplit", uses, graph);
    }

    /** What sends the picture through a chain and nowhere else. */
    List<String> picture(int track, String chain) {
        if (!source.joined()) {
            return List.of("-map", "0:" + track, "-vf", chain);
        }
        List<String> graph = new ArrayList<>();
        String link = pictures(track, 1, graph).getFirst();
        return alone(graph, link + chain);
    }

    /** The same for the sound. */
    List<String> sound(int track, String chain) {
        if (!source.joined()) {
            return List.of("-map", "0:" + track, "-af", chain);
        }
        List<String> graph = new ArrayList<>();
        String link = sounds(track, 1, graph).getFirst();
        return alone(graph, link + chain);
    }

    private static List<String> alone(List<String> graph, String last) {
        graph.add(last + "[looked]");
        return List.of("-filter_complex", String.join(";", graph), "-map", "[looked]");
    }

    private List<String> shared(String joined, String kind, String split, int uses, List<String> graph) {
        List<String> filters = new ArrayList<>();
        Trim trim = options.trim();
        if (trim != null) {
            String end = trim.endMs() == null ? "" : ":end=" + Arguments.seconds(trim.endMs());
            filters.add(kind + "trim=start=" + Arguments.seconds(trim.startMs()) + end);
            filters.add(kind + "setpts=PTS-STARTPTS");
        }
        if (uses == 1 && filters.isEmpty()) {
            return List.of(joined);
        }
        filters.add(split + "=" + uses);
        List<String> links = new ArrayList<>();
        for (int n = 0; n < uses; n++) {
            links.add("[j" + split + n + "]");
        }
        graph.add(joined + String.join(",", filters) + String.join("", links));
        return links;
    }

    private static List<String> same(String link, int uses) {
        List<String> links = new ArrayList<>();
        for (int n = 0; n < uses; n++) {
            links.add(link);
        }
        return links;
    }
}
