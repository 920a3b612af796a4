package dev.tintype.worker.media.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds an FFmpeg that starts: the operator's own, or the one that Tintype brings, unpacked once. */
public final class FfmpegFinder {
    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");
    private static final Pattern MISSING = Pattern.compile("(lib[\\w.+-]+\\.so[.\\d]*): cannot open");
    private static final int LONGEST_S = 20;

    private final Map<String, String> environment;

    public FfmpegFinder() {
        this(System.getenv());
    }

    FfmpegFinder(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Finds and tries it.
     *
     * @param chosen an {@code ffmpeg}, {@code ffprobe} beside it; null: {@code FFMPEG_PATH}, else Tintype's own
     * @param cache where Tintype's own is unpacked
     * @throws FfmpegNotUsable naming what is missing
     */
    public Ffmpeg find(@Nullable Path chosen, Path cache) {
        Path own = chosen == null ? fromEnvironment() : chosen;
        Path folder = own == null ? BundledFfmpeg.unpacked(cache) : checked(own);
        return new Ffmpeg(folder, version(folder));
    }

    private @Nullable Path fromEnvironment() {
        String path = environment.get("FFMPEG_PATH");
        return path == null || path.isBlank() ? null : Path.of(path);
    }

    private static Path checked(Path ffmpeg) {
        Path folder = ffmpeg.toAbsolutePath().getParent();
        if (folder == null
                || !ffmpeg.endsWith(Ffmpeg.Program.FFMPEG.file())
                || !Files.isExecutable(ffmpeg)
                || !Files.isExecutable(folder.resolve(Ffmpeg.Program.FFPROBE.file()))) {
            throw new FfmpegNotUsable(
                    "FFMPEG_PATH must name an executable called ffmpeg that has an ffprobe beside it; leave it out to"
                            + " use the FFmpeg that Tintype brings");
        }
        return folder;
    }

    private static String version(Path folder) {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve(Ffmpeg.Program.FFMPEG.file()).toString(), "-version")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        try {
            Process process = builder.start();
            try (var out = process.getInputStream()) {
                String said = new String(out.readNBytes(64 << 10), StandardCharsets.UTF_8);
                if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
                    throw new FfmpegNotUsable("FFmpeg does not answer");
                }
                return version(said);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new FfmpegNotUsable("FFmpeg cannot be started on this machine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FfmpegNotUsable("stopped while FFmpeg was tried", e);
        }
    }

    static String version(String said) {
        Matcher version = VERSION.matcher(said);
        if (version.find()) {
            return version.group(1);
        }
        Matcher missing = MISSING.matcher(said);
        throw new FfmpegNotUsable(
                missing.find()
                        ? "FFmpeg lacks the library " + missing.group(1)
                                + ": on Debian, apt-get install libpulse0 libasound2 libxcb-shm0"
                        : "FFmpeg does not start on this machine; name another in FFMPEG_PATH");
    }
}
