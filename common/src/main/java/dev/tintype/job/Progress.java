package dev.tintype.job;

import org.jspecify.annotations.Nullable;

/**
 * How far an attempt is.
 *
 * @param percent 0–100
 * @param stage one word: what is being done
 * @param message a sentence for people, or null
 */
public record Progress(int percent, String stage, @Nullable String message) {
    public Progress {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent " + percent);
        }
    }

    /** The same of what is left when so many percent are done. */
    public Progress from(int done) {
        return new Progress(done + percent * (100 - done) / 100, stage, message);
    }

    public static Progress of(int percent, String stage) {
        return new Progress(percent, stage, null);
    }
}
