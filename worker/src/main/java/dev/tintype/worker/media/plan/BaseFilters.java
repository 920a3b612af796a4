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
        return filters;
    }

    static List<String> audio(Draft draft) {
        Objects.requireNonNull(draft.facts().audio());
        return List.of();
    }
}
