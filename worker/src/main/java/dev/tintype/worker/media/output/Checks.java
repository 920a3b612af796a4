package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.workshop.Workshop;

/** What must hold of everything that was made. A check that fails is a failed attempt, never a bad artifact. */
final class Checks {
    /** Audio comes in frames of up to 64 ms, and encoders put some before and after. */
    private static final long AUDIO_SLACK_MS = 150;
    /** A source whose end is missing gives less than it says. */
    private static final double CUT_OFF = 0.9;

    private Checks() {}

    /**
     * The output is as long as the source.
     *
     * @param expectedMs 0: not known, nothing is checked
     * @param frameMs one frame of it
     */
    static void duration(String name, MediaFacts made, long expectedMs, double frameMs) {
        duration(name, made.durationMs(), expectedMs, frameMs);
    }

    /** The same for what is measured otherwise. */
    static void duration(String name, long found, long expectedMs, double frameMs) {
        if (expectedMs == 0) {
            return;
        }
        if (found < expectedMs * CUT_OFF - AUDIO_SLACK_MS) {
            throw new JobFailure(
                    ErrorCode.DECODE_FAILED,
                    "The source says that it lasts " + expectedMs + " ms, but only " + found
                            + " ms of it could be decoded: it is cut off or damaged.");
        }
        if (Math.abs(found - expectedMs) > Math.max(frameMs * 2, AUDIO_SLACK_MS)) {
            throw new JobFailure(
                    ErrorCode.FFMPEG_FAILED,
                    name + " lasts " + found + " ms where " + expectedMs + " ms were expected.");
        }
    }

    /** What FFmpeg said it had made is not that. */
    static JobFailure broken(String what) {
        return new JobFailure(ErrorCode.FFMPEG_FAILED, what + ".");
    }

    /** Something is there. */
    static void made(Workshop workshop, String name) {
        if (!workshop.made(name)) {
            throw new JobFailure(ErrorCode.DECODE_FAILED, "Nothing could be decoded for " + name + ".");
        }
    }
}
