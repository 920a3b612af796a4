package dev.tintype.worker.media;

import dev.tintype.worker.media.process.FfmpegFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sources of tests, made by FFmpeg itself, once for each list of arguments. */
public final class Clips {
    /** Where FFmpeg is unpacked for all tests. */
    public static final Path CACHE = Path.of("target", "ffmpeg-cache").toAbsolutePath();

    private static final Path MADE = Path.of("target", "clips").toAbsolutePath();
    private static final Path FFMPEG = new FfmpegFinder().find(null, CACHE).folder();

    private Clips() {}

    /** Three seconds, 320×180, 25 frames a second, a tone: what most tests need. */
    public static Path plain() {
        return make(
                "plain.mp4",
                "-f lavfi -i testsrc2=s=320x180:r=25:d=3 -f lavfi -i sine=frequency=440:d=3"
                        + " -c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p -c:a aac -b:a 64k");
    }

    /** Only a tone. */
    public static Path tone() {
        return make("tone.wav", "-f lavfi -i sine=frequency=440:d=2");
    }

    /** Only a picture that moves. */
    public static Path silent() {
        return make(
                "silent.mp4",
                "-f lavfi -i testsrc2=s=320x180:r=25:d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    }

    /** A still picture. */
    public static Path picture() {
        return make("picture.png", "-f lavfi -i testsrc2=s=320x180:d=1 -frames:v 1");
    }

    /**
     * Makes a file unless it is there.
     *
     * @param arguments without the file, spaces between
     */
    public static Path make(String name, String arguments) {
        Path file = MADE.resolve(Integer.toHexString(arguments.hashCode()) + "-" + name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(MADE);
            Path making = Files.createTempFile(MADE, "making-", "-" + name);
            List<String> all = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y"));
            all.addAll(List.of(arguments.split(" ")));
            all.add(making.toString());
            ffmpeg(all);
            Files.move(making, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ffprobe says of one entry: {@code stream=width}, streams after each other, one value a line. */
    public static List<String> ask(Path file, String entries, String... more) {
        List<String> all = new ArrayList<>(List.of(
                FFMPEG.resolve("ffprobe").toString(),
                "-v",
                "error",
                "-of",
                "default=nw=1:nk=1",
                "-show_entries",
                entries));
        all.addAll(List.of(more));
        all.add(file.toString());
        return run(all).lines().filter(line -> !line.isBlank()).toList();
    }

    /** Runs FFmpeg and gives back what it says. */
    public static String ffmpeg(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(FFMPEG.resolve("ffmpeg").toString()));
        all.addAll(arguments);
        return run(all);
    }

    private static String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", FFMPEG.toString());
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
