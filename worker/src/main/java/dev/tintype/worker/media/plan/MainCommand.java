package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.InputArguments;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
        arguments.addAll(draft.device());
        long skipped = skippedMs();
        List<String> part =
                draft.share() instanceof Share.Chunk(Cuts.Part chunk) ? chunk.arguments(draft.rate()) : List.of();
        Reading reading = new Reading(draft.source(), draft.options(), skipped, part);
        arguments.addAll(reading.arguments());
        Source.Overlay overlay = draft.source().overlay();
        if (overlay != null) {
            arguments.addAll(InputArguments.of(
                    overlay.facts().demuxer(), overlay.file(), draft.source().mostPixels()));
        }
        List<String> graph = new ArrayList<>();
        List<List<String>> maps = new ArrayList<>();
        branches.forEach(_ -> maps.add(new ArrayList<>()));
        int input = Reading.inputs(draft.source()) + (overlay == null ? 0 : 1);
        for (int n = 0; n < branches.size(); n++) {
            String list = branches.get(n).list();
            if (list != null) {
                arguments.addAll(List.of(
                        "-protocol_whitelist", "file,pipe", "-f", "concat", "-safe", "0", "-i", "file:" + list));
                maps.get(n).addAll(List.of("-map", input++ + ":v:0"));
            }
        }
        addPictures(graph, maps, skipped, reading);
        addSounds(graph, maps, reading);
        if (!graph.isEmpty()) {
            arguments.addAll(List.of("-filter_complex", String.join(";", graph)));
        }
        for (int n = 0; n < branches.size(); n++) {
            arguments.addAll(maps.get(n));
            arguments.addAll(branches.get(n).arguments());
        }
        return new Command("encode", arguments, branches.stream().anyMatch(Branch::steady), draft.card());
    }

    /** Everything before the first frame that any branch needs. */
    private long skippedMs() {
        long first = branches.stream().mapToLong(Branch::fromMs).min().orElse(0);
        return first < WORTH_SEEKING_MS || draft.source().joined() ? 0 : first;
    }

    private void addPictures(List<String> graph, List<List<String>> maps, long skipped, Reading reading) {
        List<Integer> with = new ArrayList<>();
        List<String> chains = new ArrayList<>();
        List<Integer> asIs = new ArrayList<>();
        for (int n = 0; n < branches.size(); n++) {
            Branch branch = branches.get(n);
            String chain = branch.video();
            if (chain != null && branch.asIs()) {
                asIs.add(n);
            } else if (chain != null) {
                with.add(n);
                chains.add(picture(branch, chain, skipped));
            }
        }
        if (with.isEmpty() && asIs.isEmpty()) {
            return;
        }
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        List<String> links = reading.pictures(track.index(), asIs.size() + (with.isEmpty() ? 0 : 1), graph);
        for (int n = 0; n < asIs.size(); n++) {
            String chain = Objects.requireNonNull(branches.get(asIs.get(n)).video());
            maps.get(asIs.get(n)).addAll(straight("v", track.index(), chain, links.get(n), graph));
        }
        if (!with.isEmpty()) {
            tree(graph, maps, with, links.getLast(), BaseFilters.video(draft), chains, "split", "v");
        }
    }

    private String picture(Branch branch, String own, long skipped) {
        String chain = own;
        if (draft.keepsHdr() && !branch.steady()) {
            // pictures are for usual screens in any case
            VideoTrack track = Objects.requireNonNull(draft.facts().video());
            chain = String.join(",", BaseFilters.toStandardRange(track)) + "," + chain;
        }
        long from = branch.fromMs() - skipped;
        return from > 0 ? "trim=start=" + Arguments.seconds(from) + ",setpts=PTS-STARTPTS," + chain : chain;
    }

    private void addSounds(List<String> graph, List<List<String>> maps, Reading reading) {
        List<Integer> with = new ArrayList<>();
        List<String> chains = new ArrayList<>();
        List<Integer> asIs = new ArrayList<>();
        for (int n = 0; n < branches.size(); n++) {
            String chain = branches.get(n).audio();
            if (chain != null && branches.get(n).asIs()) {
                asIs.add(n);
            } else if (chain != null) {
                with.add(n);
                chains.add(chain);
            }
        }
        if (with.isEmpty() && asIs.isEmpty()) {
            return;
        }
        AudioTrack track = Objects.requireNonNull(draft.sound());
        List<String> links = reading.sounds(track.index(), asIs.size() + (with.isEmpty() ? 0 : 1), graph);
        for (int n = 0; n < asIs.size(); n++) {
            String chain = Objects.requireNonNull(branches.get(asIs.get(n)).audio());
            maps.get(asIs.get(n)).addAll(straight("a", track.index(), chain, links.get(n), graph));
        }
        if (!with.isEmpty()) {
            tree(graph, maps, with, links.getLast(), BaseFilters.audio(draft, track), chains, "asplit", "a");
        }
    }

    /** The maps of a branch that takes the source as it is: from a file without going through the graph. */
    private List<String> straight(String kind, int track, String chain, String link, List<String> graph) {
        if (!draft.source().joined()) {
            return List.of("-map", "0:" + track, "-filter:" + kind, chain);
        }
        String end = "[r" + kind + graph.size() + "]";
        graph.add(link + chain + end);
        return List.of("-map", end);
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
