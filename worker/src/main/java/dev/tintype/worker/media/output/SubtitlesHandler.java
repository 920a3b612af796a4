package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.SubtitlesOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.probe.SubtitleTrack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Subtitles in another format or at other times. */
final class SubtitlesHandler implements MediaOutputHandler<SubtitlesOutput> {
    @Override
    public Class<SubtitlesOutput> type() {
        return SubtitlesOutput.class;
    }

    @Override
    public Planned plan(SubtitlesOutput output, Draft draft) {
        List<SubtitleTrack> tracks = draft.facts().subtitles();
        if (output.track() >= tracks.size()) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "subtitles asks for track " + output.track() + ", and the source has " + tracks.size() + ".");
        }
        SubtitleTrack track = tracks.get(output.track());
        if (!track.text()) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE, "Subtitle track " + output.track() + " is pictures of text, not text.");
        }
        String name = draft.name("subtitles", output.format().name().toLowerCase(Locale.ROOT));
        String format = switch (output.format()) {
            case VTT -> "webvtt";
            case SRT -> "srt";
            case TTML -> "ttml";
        };
        List<String> arguments = new ArrayList<>(List.of("-map", "0:" + track.index(), "-c:s", format));
        if (output.shiftMs() != 0) {
            arguments.addAll(List.of(
                    "-output_ts_offset", Arguments.seconds(output.shiftMs()), "-avoid_negative_ts", "disabled"));
        }
        arguments.addAll(List.of("-map_metadata", "-1", "-f", format, Arguments.out(name)));
        draft.add(new Branch(null, null, /* asIs= */ false, 0, arguments, false, null));
        return workshop -> {
            Checks.made(workshop, name);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("track", output.track());
            if (track.language() != null) {
                facts.put("language", track.language());
            }
            workshop.keep(name, output.kindName(), output.format().mediaType(), facts);
        };
    }
}
