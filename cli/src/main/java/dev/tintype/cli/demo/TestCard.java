package dev.tintype.cli.demo;

import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.worker.media.process.Ffmpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The film's end: FFmpeg's moving test card under a bell. */
final class TestCard {
    static final int SECONDS = 2;

    /** A bell is partials that fade, the higher the sooner. */
    private static final String BELL = "aevalsrc=exprs='0.3*sin(2*PI*440*t)*exp(-2*t)+0.2*sin(2*PI*1214*t)*exp(-3*t)"
            + "+0.1*sin(2*PI*2376*t)*exp(-5*t)':s=48000:d=" + SECONDS;

    private static final int LONGEST_S = 60;

    private TestCard() {}

    /**
     * Makes it.
     *
     * @param folder for the file
     * @throws CommandFailure with what FFmpeg says when it cannot
     */
    static Path make(Ffmpeg ffmpeg, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("test-card.mp4");
        ProcessBuilder builder = new ProcessBuilder(
                        ffmpeg.folder().resolve("ffmpeg").toString(),
                        "-hide_banner",
                        "-loglevel",
                        "error",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=1280x720:rate=25:duration=" + SECONDS,
                        "-f",
                        "lavfi",
                        "-i",
                        BELL,
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-pix_fmt",
                        "yuv420p",
                        "-c:a",
                        "aac",
                        file.toString())
                .redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", ffmpeg.folder().toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new CommandFailure(Exit.FAILED, "FFmpeg could not make the test card", List.of(said.strip()));
            }
        } finally {
            process.destroyForcibly();
        }
        return file;
    }
}
