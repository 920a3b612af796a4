package dev.tintype.worker.media.process;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run.
 *
 * @param folder it works in; holds {@link #IN} and {@link #OUT}, and paths in the arguments are below it
 * @param progress told what an FFmpeg writes to standard output as progress; null: the output is kept instead
 */
public record Child(
        Ffmpeg.Program program,
        List<String> arguments,
        Path folder,
        ChildLimits limits,
        @Nullable Consumer<EncodeProgress> progress) {
    /** Below the folder: what is read, and nothing but read. */
    public static final String IN = "in";
    /** Below the folder: what is written, and counted. */
    public static final String OUT = "out";

    public Child {
        arguments = List.copyOf(arguments);
    }
}
