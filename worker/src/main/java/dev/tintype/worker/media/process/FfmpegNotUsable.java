package dev.tintype.worker.media.process;

/** There is no FFmpeg that starts on this machine. The message says why, and the way out. */
public final class FfmpegNotUsable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FfmpegNotUsable(String message) {
        super(message);
    }

    public FfmpegNotUsable(String message, Throwable cause) {
        super(message, cause);
    }
}
