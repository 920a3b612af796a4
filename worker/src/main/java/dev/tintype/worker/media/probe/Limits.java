package dev.tintype.worker.media.probe;

import dev.tintype.config.MediaProperties;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;

/** Holds a source to the limits, by what the probe says; while FFmpeg runs, others hold it to the same. */
public final class Limits {
    private Limits() {}

    /** @throws JobFailure {@code limit_exceeded}: which, found, allowed */
    public static void check(MediaFacts facts, MediaProperties limits) {
        most("streams", facts.streams(), limits.streams());
        most("milliseconds", facts.durationMs(), limits.duration().toMillis());
        for (VideoTrack track : facts.videos()) {
            if (facts.demuxer().picture()) {
                long frames = Math.max(1, track.frames());
                most("pixels over all frames", (long) track.width() * track.height() * frames, limits.imagePixels());
            } else {
                most("pixels along its longer side", Math.max(track.width(), track.height()), limits.width());
                most("pixels along its shorter side", Math.min(track.width(), track.height()), limits.height());
                // the rate that a file claims may be nonsense; what is really there is bounded while decoding
                most("frames a second", (long) Math.floor(track.rate().value()), limits.fps());
            }
        }
    }

    /** What one frame may have while it is decoded. */
    public static long mostPixels(Demuxer demuxer, MediaProperties limits) {
        return demuxer.picture() ? limits.imagePixels() : (long) limits.width() * limits.height();
    }

    private static void most(String what, long found, long allowed) {
        if (found > allowed) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The source has " + found + " " + what + "; allowed are " + allowed + ".");
        }
    }
}
