package dev.tintype.worker.media.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file needs of the decode.
 *
 * @param video filters after those of all outputs; null: no picture
 * @param audio filters after those of all outputs; null: no sound
 * @param fromMs nothing before is needed
 * @param arguments what comes after the maps: encoders, muxer, file
 * @param steady whether it writes all the time, so that standing still can be told
 */
public record Branch(
        @Nullable String video, @Nullable String audio, long fromMs, List<String> arguments, boolean steady) {
    public Branch {
        arguments = List.copyOf(arguments);
    }

    /** Picture and sound, all of it. */
    public static Branch steady(@Nullable String video, @Nullable String audio, List<String> arguments) {
        return new Branch(video, audio, 0, arguments, true);
    }

    /** Pictures now and then. */
    public static Branch pictures(String video, long fromMs, List<String> arguments) {
        return new Branch(video, null, fromMs, arguments, false);
    }
}
