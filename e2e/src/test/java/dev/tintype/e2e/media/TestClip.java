package dev.tintype.e2e.media;

import dev.tintype.worker.media.process.FfmpegFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sources made by FFmpeg's own test generators. */
public final class TestClip {
    private static final Path FFMPEG = new FfmpegFinder()
            .find(null, Path.of("target", "ffmpeg-cache").toAbsolutePath())
            .folder();

    private TestClip() {}

    /** 640×360, 25 frames a second, with a tone. */
    public static Path make(Path folder, int seconds) throws IOException, InterruptedException {
        Path clip = folder.resolve("clip.mp4");
        List<String> command = new ArrayList<>(List.of(FFMPEG.resolve("ffmpeg").toString(), "-nostdin", "-v", "error"));
        command.addAll(List.of(("-f lavfi -i testsrc2=s=640x360:r=25:d=%1$d -f lavfi -i sine=frequency=440:d=%1$d"
                        + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest")
                .formatted(seconds)
                .split(" ", -1)));
        command.add(clip.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", FFMPEG.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(said);
        }
        return clip;
    }
}
