package dev.tintype.worker.media.stream;

import dev.tintype.media.DashOutput;
import dev.tintype.media.Encryption;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.Rung;
import dev.tintype.media.Rungs;
import dev.tintype.media.Speed;
import dev.tintype.media.VideoCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes the tracks of a stream. Outputs for which it is the same share them. */
public record StreamSpec(
        @Nullable Rungs ladder,
        VideoCodec codec,
        Speed speed,
        double segmentS,
        int audioBitrate,
        boolean subtitles,
        @Nullable Encryption encryption) {
    public static StreamSpec of(HlsOutput output) {
        return new StreamSpec(
                output.ladder(),
                output.codec(),
                output.speed(),
                output.segmentS(),
                output.audioBitrate(),
                output.subtitles(),
                output.encryption());
    }

    public static StreamSpec of(DashOutput output) {
        return new StreamSpec(
                output.ladder(),
                output.codec(),
                output.speed(),
                output.segmentS(),
                output.audioBitrate(),
                output.subtitles(),
                output.encryption());
    }

    /** The qualities that are asked for; null: the source tells. */
    @Nullable
    List<Rung> rungs() {
        return ladder == null ? null : ladder.rungs();
    }

    /** Seconds between key frames: near two, and so that every segment begins with one. */
    double gopS() {
        return segmentS / Math.max(1, Math.round(segmentS / 2));
    }

    /** Whether each segment is encrypted as a whole. */
    boolean wholeSegments() {
        return encryption != null && encryption.method() == Encryption.Method.AES_128;
    }

    /** Whether FFmpeg encrypts the samples. */
    boolean samples() {
        return encryption != null && encryption.method() == Encryption.Method.CENC;
    }
}
