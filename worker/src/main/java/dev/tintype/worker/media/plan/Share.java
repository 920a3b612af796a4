package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.Rational;
import java.math.BigDecimal;
import java.util.List;

/** What of a job one attempt does, when long sources are encoded by several. */
public sealed interface Share {
    /** All of it. */
    record All() implements Share {}

    /**
     * The moving pictures of a part of the source, and nothing else: each into a file that only {@link Join} reads.
     *
     * @param part of the source
     */
    record Chunk(Cuts.Part part) implements Share {}

    /** Everything else, and the moving pictures from the files of the chunks, which are copied. */
    record Join() implements Share {}

    /** Where a chunk's moving picture is made, by its place among all. */
    static String file(int picture) {
        return "chunk-" + picture + ".mp4";
    }

    /** What lists the files of one moving picture for FFmpeg's demuxer {@code concat}, below the work folder. */
    static String list(int picture) {
        return "in/chunks-" + picture + ".txt";
    }

    /**
     * That list.
     *
     * @param files beside it, in order
     * @param frames of each: how long it says that it is may be rounded
     */
    public static String concat(List<String> files, List<Long> frames, Rational rate) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        long before = 0;
        for (int n = 0; n < files.size(); n++) {
            long micros = micros(before + frames.get(n), rate) - micros(before, rate);
            list.append("file ").append(files.get(n)).append("\nduration ");
            list.append(BigDecimal.valueOf(micros, 6).toPlainString()).append('\n');
            before += frames.get(n);
        }
        return list.toString();
    }

    private static long micros(long frames, Rational rate) {
        return Math.round(frames * 1_000_000 / rate.value());
    }

    /** How a chunk is written. */
    static List<String> muxer(int picture) {
        return List.of(
                "-map_metadata",
                "-1",
                "-map_chapters",
                "-1",
                "-fflags",
                "+bitexact",
                "-f",
                "mp4",
                Arguments.out(file(picture)));
    }
}
