package dev.tintype.e2e.bench;

import dev.tintype.worker.media.process.FfmpegFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** FFmpeg as a careful person runs it by hand: the same program as the product's, nothing round it. */
final class BareFfmpeg {
    private static final Pattern SSIM = Pattern.compile("SSIM .*All:([0-9.]+)");

    private static final int PIECE_S = 2;

    private final Path programs;

    /** @param cache where Tintype's own FFmpeg is unpacked */
    BareFfmpeg(Path cache) {
        programs = new FfmpegFinder().find(null, cache).folder();
    }

    /**
     * One run.
     *
     * @param cpuSeconds user and system, of all its threads
     */
    record Run(double seconds, double cpuSeconds, String said) {}

    Run run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("ffmpeg").toString()));
        command.addAll(arguments);
        Path said = Files.createTempFile("ffmpeg-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("LD_LIBRARY_PATH", programs.toString());
        long self = ProcessHandle.current().pid();
        double before = CpuTime.ofEndedChildren(self);
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        String text = Files.readString(said, StandardCharsets.UTF_8);
        Files.delete(said);
        if (exit != 0) {
            throw new IOException(command + ": " + text);
        }
        return new Run(seconds, CpuTime.ofEndedChildren(self) - before, text);
    }

    /** Makes a film of so many seconds, an even number: fine detail that moves everywhere, and a tone; the same again every two seconds. */
    Path film(Path folder, int seconds, int width, int height) throws IOException, InterruptedException {
        Path piece = folder.resolve("piece-" + height + "p.mp4");
        String picture =
                "mandelbrot=s=" + width + "x" + height + ":r=25:maxiter=200:start_scale=2:end_scale=1:end_pts=50";
        List<String> make = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture));
        make.addAll(
                List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", Integer.toString(PIECE_S)));
        make.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-pix_fmt", "yuv420p"));
        make.addAll(List.of("-c:a", "aac", piece.toString()));
        run(folder, make);
        Path film = folder.resolve("film-" + seconds + "s-" + height + "p.mp4");
        List<String> repeat = new ArrayList<>(List.of("-nostdin", "-v", "error"));
        repeat.addAll(List.of("-stream_loop", Integer.toString(seconds / PIECE_S - 1), "-i", piece.toString()));
        repeat.addAll(List.of("-c", "copy", film.toString()));
        run(folder, repeat);
        return film;
    }

    /** Makes the same of a film with every frame at its even time, as nothing of parts that were put together has it. */
    Path even(Path folder, Path film) throws IOException, InterruptedException {
        Path even = folder.resolve("even-" + film.getFileName());
        List<String> make = new ArrayList<>(List.of("-nostdin", "-v", "error", "-i", film.toString()));
        make.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-crf", "14", "-r", "25", "-c:a", "copy"));
        make.add(even.toString());
        run(folder, make);
        return even;
    }

    /** How like the source a rendition is, at the rendition's size; 1: the same. */
    double ssim(Path folder, Path rendition, Path source) throws IOException, InterruptedException {
        Run run = run(
                folder,
                List.of(
                        "-nostdin",
                        "-v",
                        "info",
                        "-i",
                        rendition.toString(),
                        "-i",
                        source.toString(),
                        "-lavfi",
                        "[0:v]settb=AVTB,setpts=PTS-STARTPTS,split[made][size];"
                                + "[1:v]settb=AVTB,setpts=PTS-STARTPTS[whole];"
                                + "[whole][size]scale=rw:rh:flags=bicubic[same];"
                                + "[made][same]ssim=ts_sync_mode=nearest",
                        "-f",
                        "null",
                        "-"));
        Matcher found = SSIM.matcher(run.said());
        if (!found.find()) {
            throw new IOException("no SSIM in " + run.said());
        }
        return Double.parseDouble(found.group(1));
    }
}
