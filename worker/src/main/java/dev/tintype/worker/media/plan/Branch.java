package dev.tintype.worker.media.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file needs of the decode.
 *
 * @param video filters of the picture; null: no picture
 * @param audio filters of the sound; null: no sound
 * @param asIs whether the filters are of the source as it is; else they come after those of all outputs
 * @param fromMs nothing before is needed
 * @param arguments what comes after the maps: encoders, muxer, file
 * @param steady whether it writes all the time, so that standing still can be told
 * @param list of files that its picture is copied from; null: none is
 */
public record Branch(
        @Nullable String video,
        @Nullable String audio,
        boolean asIs,
        long fromMs,
        List<String> arguments,
        boolean steady,
        @Nullable String list) {
    public Branch {
        arguments = List.copyOf(arguments);
    }

    /** Picture and sound, all of it. */
    public static Branch steady(@Nullable String video, @Nullable String audio, List<String> arguments) {
        return new Branch(video, audio, /* asIs= */ false, 0, arguments, true, null);
    }

    /** Picture or sound of the source as it is, all of it. */
    public static Branch asIs(@Nullable String video, @Nullable String audio, List<String> arguments) {
        return new Branch(video, audio, /* asIs= */ true, 0, arguments, true, null);
    }

    /** A picture that others have encoded, and sound. */
    static Branch joined(String list, @Nullable String audio, List<String> arguments) {
        return new Branch(null, audio, /* asIs= */ false, 0, arguments, true, list);
    }

    /** Pictures now and then. */
    public static Branch pictures(String video, long fromMs, List<String> arguments) {
        return new Branch(video, null, /* asIs= */ false, fromMs, arguments, false, null);
    }
}
