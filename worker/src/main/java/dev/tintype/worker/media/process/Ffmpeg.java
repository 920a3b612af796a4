package dev.tintype.worker.media.process;

import java.nio.file.Path;

/**
 * The two programs.
 *
 * @param folder holds {@code ffmpeg}, {@code ffprobe} and the libraries that come with them
 * @param version as the program says it
 */
public record Ffmpeg(Path folder, String version) {
    /** Which of the two. */
    public enum Program {
        FFMPEG("ffmpeg"),
        FFPROBE("ffprobe");

        private final String file;

        Program(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    Path path(Program program) {
        return folder.resolve(program.file());
    }
}
