package dev.tintype.worker.media;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.process.ChildEnd;
import dev.tintype.worker.media.process.ChildStopped;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose doing it is when FFmpeg does not end well. It has no codes for that, so here, where it happens, and nowhere else, its
 * messages are looked at. They name files and memory of ours: none is shown.
 */
final class FfmpegErrors {
    private static final Logger log = LoggerFactory.getLogger(FfmpegErrors.class);

    /** How a shell tells of signals: 128 and the number. */
    private static final int SIGKILL = 128 + 9;

    /** Who complains: an encoder, a device, a driver's library. */
    private static final Pattern CARD =
            Pattern.compile("_nvenc|_qsv|_vaapi|CUDA|libcuda|VAAPI|MFX|vaInitialize|/dev/dri");

    private static final int SIGXCPU = 128 + 24;
    private static final int SIGXFSZ = 128 + 25;

    private FfmpegErrors() {}

    static JobFailure of(ChildEnd end) {
        log.warn("ffmpeg ended with {}: {}", end.exit(), String.join(" | ", end.messages()));
        String said = String.join("\n", end.messages());
        if (end.exit() == SIGXFSZ) {
            return new JobFailure(ErrorCode.LIMIT_EXCEEDED, "An output has more bytes than a job may make.");
        }
        if (end.exit() == SIGXCPU) {
            return new JobFailure(ErrorCode.TIMEOUT, "FFmpeg used more time than it may.");
        }
        if (end.exit() == SIGKILL) {
            return new JobFailure(ErrorCode.FFMPEG_FAILED, "FFmpeg was killed; the machine may be short of memory.");
        }
        if (said.contains("No space left on device")) {
            return new JobFailure(ErrorCode.STORAGE_FAILED, "The worker's disk is full.");
        }
        if (said.contains("File size limit") || said.contains("File too large")) {
            return new JobFailure(ErrorCode.LIMIT_EXCEEDED, "The outputs have more bytes than a job may make.");
        }
        if (said.contains("Cannot allocate memory")) {
            return new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The job needs more memory than it may have: ask for fewer or smaller outputs.");
        }
        if (ours(said)) {
            return new JobFailure(ErrorCode.FFMPEG_FAILED, false, "FFmpeg did not take what it was asked for.", null);
        }
        return new JobFailure(ErrorCode.DECODE_FAILED, "The source is damaged: it could not be decoded to its end.");
    }

    /** Of a run that used a graphics card: what the card or its driver could not do is nothing that the source did. */
    static JobFailure ofCard(ChildEnd end) {
        String said = String.join("\n", end.messages());
        return CARD.matcher(said).find()
                ? new JobFailure(ErrorCode.FFMPEG_FAILED, true, "The graphics card did not encode.", null)
                : of(end);
    }

    private static boolean ours(String said) {
        return said.contains("Error parsing")
                || said.contains("Unrecognized option")
                || said.contains("Option not found")
                || said.contains("No such filter")
                || said.contains("Unknown encoder")
                || said.contains("Error opening encoder")
                || said.contains("Error while opening encoder")
                || said.contains("Error reinitializing filters")
                || said.contains("Failed to configure output pad")
                || said.contains("Could not write header");
    }

    static JobFailure of(ChildStopped stopped, Duration wall) {
        return switch (stopped.reason()) {
            // why is known to whoever threw the switch
            case ABORTED -> new JobFailure(ErrorCode.INTERNAL, "The attempt was stopped.", stopped);
            case WALL ->
                new JobFailure(ErrorCode.TIMEOUT, "FFmpeg was not done within " + wall.toSeconds() + " s.", stopped);
            case STALLED -> new JobFailure(ErrorCode.FFMPEG_FAILED, "FFmpeg stood still.", stopped);
            case BYTES ->
                new JobFailure(ErrorCode.LIMIT_EXCEEDED, "The outputs have more bytes than a job may make.", stopped);
        };
    }
}
