package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is done to picture and sound once, before they go to the outputs. FFmpeg itself turns pictures upright as the file says, before
 * the first filter.
 */
final class BaseFilters {
    private BaseFilters() {}

    static List<String> video(Draft draft) {
        List<String> filters = new ArrayList<>();
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        if (track.interlaced()) {
            filters.add("bwdif=mode=send_frame");
        }
        if (track.hdr()) {
            filters.addAll(toStandardRange(track));
        }
        return filters;
    }

    /**
     * Brings what is brighter than usual screens to what they show ({@code reference/media.md} §8). Files often leave out part of what
     * the light means, and then nothing can be computed: what is left out is as it always is with that transfer.
     */
    private static List<String> toStandardRange(VideoTrack track) {
        String range = track.range() == null ? ":range=tv" : "";
        return List.of(
                "setparams=color_primaries=bt2020:color_trc=" + track.transfer() + ":colorspace=bt2020nc" + range,
                "zscale=t=linear:npl=100",
                "format=gbrpf32le",
                "zscale=p=bt709",
                "tonemap=hable:desat=0",
                "zscale=t=bt709:m=bt709:r=tv",
                "format=yuv420p");
    }

    static List<String> audio(Draft draft) {
        Objects.requireNonNull(draft.facts().audio());
        return List.of();
    }
}
