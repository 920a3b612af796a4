package dev.tintype.worker.media.stream;

import dev.tintype.media.DashOutput;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.Rung;
import dev.tintype.media.Speed;
import dev.tintype.media.VideoCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes the tracks of a stream. Outputs for which it is the same share them. */
public record StreamSpec(
        @Nullable List<Rung> ladder,
        VideoCodec codec,
        Speed speed,
        double segmentS,
        int audioBitrate,
        boolean subtitles) {
    public static StreamSpec of(HlsOutput output) {
        return new StreamSpec(
                output.ladder(),
                output.codec(),
                output.speed(),
                output.segmentS(),
                output.audioBitrate(),
                output.subtitles());
    }

    public static StreamSpec of(DashOutput output) {
        return new StreamSpec(
                output.ladder(),
                output.codec(),
                output.speed(),
                output.segmentS(),
                output.audioBitrate(),
                output.subtitles());
    }

    /** Seconds between key frames: near two, and so that every segment begins with one. */
    double gopS() {
        return segmentS / Math.max(1, Math.round(segmentS / 2));
    }
}
