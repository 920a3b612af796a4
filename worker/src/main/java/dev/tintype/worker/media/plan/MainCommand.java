package dev.tintype.worker.media.plan;

import dev.tintype.media.Trim;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.InputArguments;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one run that decodes: input, one filter graph that splits what is decoded, and a file for every branch. */
final class MainCommand {
    /** Key frames further apart than this are rare; nearer than it, looking for one costs more than it saves. */
    private static final long WORTH_SEEKING_MS = 2_000;

    private final Draft draft;
    private final List<Branch> branches;

    MainCommand(Draft draft, List<Branch> branches) {
        this.draft = draft;
        this.branches = branches;
    }

    Command build(int threads) {
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        long skipped = skippedMs();
        arguments.addAll(input(draft.source(), draft.options().trim(), skipped));
        Source.Overlay overlay = draft.source().overlay();
        if (overlay != null) {
            arguments.addAll(InputArguments.of(
                    overlay.facts().demuxer(), overlay.file(), draft.source().mostPixels()));
        }
        List<String> graph = new ArrayList<>();
        List<List<String>> maps = new ArrayList<>();
        branches.forEach(_ -> maps.add(new ArrayList<>()));
        addPictures(graph, maps, skipped);
        addSounds(graph, maps);
        if (!graph.isEmpty()) {
            arguments.addAll(List.of("-filter_complex", String.join(";", graph)));
        }
        for (int n = 0; n < branches.size(); n++) {
            arguments.addAll(maps.get(n));
            arguments.addAll(branches.get(n).arguments());
        }
        return new Command("encode", arguments, branches.stream().anyMatch(Branch::steady));
    }

    /** Everything before the first frame that any branch needs. */
    private long skippedMs() {
        long first = branches.stream().mapToLong(Branch::fromMs).min().orElse(0);
        return first < WORTH_SEEKING_MS ? 0 : first;
    }

    /** The input with the part of it that is wanted. */
    static List<String> input(Source source, @Nullable Trim trim, long skippedMs) {
        List<String> arguments =
                new ArrayList<>(InputArguments.options(source.facts().demuxer(), source.mostPixels()));
        long start = (trim == null ? 0 : trim.startMs()) + skippedMs;
        if (start > 0) {
            arguments.addAll(List.of("-ss", Arguments.seconds(start)));
        }
        if (trim != null && trim.endMs() != null) {
            arguments.addAll(List.of("-t", Arguments.seconds(trim.endMs() - start)));
        }
        arguments.addAll(List.of("-i", "file:" + source.file()));
        return arguments;
    }

    private void addPictures(List<String> graph, List<List<String>> maps, long skipped) {
        List<Integer> with = new ArrayList<>();
        for (int n = 0; n < branches.size(); n++) {
            if (branches.get(n).video() != null) {
                with.add(n);
            }
        }
        if (with.isEmpty()) {
            return;
        }
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        List<String> chains = new ArrayList<>();
        for (int n : with) {
            Branch branch = branches.get(n);
            String chain = Objects.requireNonNull(branch.video());
            if (draft.keepsHdr() && !branch.steady()) {
                // pictures are for usual screens in any case
                chain = String.join(",", BaseFilters.toStandardRange(track)) + "," + chain;
            }
            long from = branch.fromMs() - skipped;
            chains.add(from > 0 ? "trim=start=" + Arguments.seconds(from) + ",setpts=PTS-STARTPTS," + chain : chain);
        }
        tree(graph, maps, with, "[0:" + track.index() + "]", BaseFilters.video(draft), chains, "split", "v");
    }

    private void addSounds(List<String> graph, List<List<String>> maps) {
        List<Integer> with = new ArrayList<>();
        List<String> chains = new ArrayList<>();
        for (int n = 0; n < branches.size(); n++) {
            String chain = branches.get(n).audio();
            if (chain != null) {
                with.add(n);
                chains.add(chain);
            }
        }
        if (!with.isEmpty()) {
            AudioTrack track = Objects.requireNonNull(draft.sound());
            tree(
                    graph,
                    maps,
                    with,
                    "[0:" + track.index() + "]",
                    BaseFilters.audio(draft, track),
                    chains,
                    "asplit",
                    "a");
        }
    }

    /** One trunk of filters for all, then a branch for each. */
    private static void tree(
            List<String> graph,
            List<List<String>> maps,
            List<Integer> with,
            String input,
            List<String> trunk,
            List<String> chains,
            String split,
            String label) {
        if (with.size() == 1) {
            List<String> all = new ArrayList<>(trunk);
            all.add(chains.getFirst());
            graph.add(input + chain(all, split) + "[" + label + "0]");
        } else {
            StringBuilder root = new StringBuilder(input);
            trunk.forEach(filter -> root.append(filter).append(','));
            root.append(split).append('=').append(with.size());
            for (int n = 0; n < with.size(); n++) {
                root.append(String.format(Locale.ROOT, "[%ss%d]", label, n));
            }
            graph.add(root.toString());
            for (int n = 0; n < with.size(); n++) {
                graph.add(String.format(Locale.ROOT, "[%ss%d]", label, n)
                        + chain(List.of(chains.get(n)), split)
                        + String.format(Locale.ROOT, "[%s%d]", label, n));
            }
        }
        for (int n = 0; n < with.size(); n++) {
            maps.get(with.get(n)).addAll(List.of("-map", "[" + label + n + "]"));
        }
    }

    private static String chain(List<String> filters, String split) {
        List<String> all = filters.stream().filter(filter -> !filter.isEmpty()).toList();
        // a link of the graph must have a filter on it
        return all.isEmpty() ? (split.equals("split") ? "null" : "anull") : String.join(",", all);
    }
}
