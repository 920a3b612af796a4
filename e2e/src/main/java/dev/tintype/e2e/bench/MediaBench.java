package dev.tintype.e2e.bench;

import dev.tintype.e2e.ServerProcess;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Media jobs against FFmpeg alone with the same arguments, and against the command that PyProcessor builds. */
@Command(
        name = "media",
        mixinStandardHelpOptions = true,
        description = {
            "Media jobs against the same FFmpeg run by hand: time of a long and of a short clip, memory; and the"
                    + " preset",
            "hls-fast against PyProcessor's command for its four qualities: CPU time and likeness to the source; and a",
            "film in parts over two workers against one worker."
        })
final class MediaBench implements Callable<Integer> {
    private static final int WARM_UPS = 3;
    private static final int SHORT_S = 2;
    private static final int LONG_S = 96;
    private static final String FAST = "\"preset\":\"hls-fast\"";
    /** The same four heights as PyProcessor's. */
    private static final String FAST_FOUR =
            "\"outputs\":[{\"kind\":\"hls\",\"speed\":\"fast\",\"ladder\":[{\"height\":1080},{\"height\":720},"
                    + "{\"height\":480},{\"height\":360}]}]";

    @Option(names = "--seconds", description = "Length of the long clip, even.", defaultValue = "24")
    private int seconds;

    @Option(names = "--rounds", description = "Turns of each arm.", defaultValue = "3")
    private int rounds;

    @Option(names = "--in-parts", description = "Only the film in parts.")
    private boolean inParts;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("tintype-media-bench-");
        if (inParts) {
            try {
                BareFfmpeg bare = new BareFfmpeg(folder.resolve("ffmpeg"));
                inParts(bare, folder, bare.film(folder, SHORT_S, 1280, 720));
                return 0;
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
        try (ServerProcess server = ServerProcess.start(Map.of("TINTYPE_SLOTS_MEDIA", "1"))) {
            BareFfmpeg bare = new BareFfmpeg(folder.resolve("ffmpeg"));
            Path small = bare.film(folder, SHORT_S, 1280, 720);
            Path longer = bare.film(folder, seconds, 1280, 720);
            for (int n = 0; n < WARM_UPS; n++) {
                job(server, small, FAST);
            }
            againstBare(server, bare, folder, longer);
            againstBare(server, bare, folder, small);
            againstPyProcessor(server, bare, folder);
            System.out.printf(
                    Locale.ROOT,
                    "resident after all that, api, worker and broker in one process, without FFmpeg   %d MB%n",
                    Load.residentMegabytes(server.pid()));
            inParts(bare, folder, small);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void inParts(BareFfmpeg bare, Path folder, Path small) throws IOException, InterruptedException {
        Path film = bare.even(folder, bare.film(folder, LONG_S, 1280, 720));
        new ChunkedBench(film, small).measure();
    }

    /**
     * One job through the product.
     *
     * @param cpuSeconds of the server itself: what its sandbox starts is not counted to it
     */
    private record Done(double seconds, double cpuSeconds, JsonNode job) {}

    private static Done job(ServerProcess server, Path clip, String rest) throws IOException, InterruptedException {
        String upload = server.upload(clip);
        String request = "{\"type\":\"media\",\"source\":{\"upload\":\"" + upload + "\"}," + rest + "}";
        double cpu = CpuTime.own(server.pid());
        long start = System.nanoTime();
        HttpResponse<String> answer = server.send("POST", "/v1/jobs", request, "Prefer", "wait=60");
        JsonNode job = Json.tree(answer.body());
        while (answer.statusCode() == 202
                || List.of("queued", "running").contains(job.path("state").asString(""))) {
            answer = server.send("GET", "/v1/jobs/" + job.get("id").asString() + "?wait=60", "");
            job = Json.tree(answer.body());
        }
        double took = (System.nanoTime() - start) / 1e9;
        if (!job.path("state").asString("").equals("succeeded")) {
            throw new IllegalStateException(answer.body());
        }
        return new Done(took, CpuTime.own(server.pid()) - cpu, job);
    }

    private void againstBare(ServerProcess server, BareFfmpeg bare, Path folder, Path clip)
            throws IOException, InterruptedException {
        double[] ours = new double[rounds];
        double[] alone = new double[rounds];
        double[] ourCpu = new double[rounds];
        double[] aloneCpu = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Done done = job(server, clip, FAST);
            ours[round] = done.seconds();
            ourCpu[round] = done.cpuSeconds();
            for (BareFfmpeg.Run run : sameCommands(bare, folder, clip, done.job())) {
                alone[round] += run.seconds();
                aloneCpu[round] += run.cpuSeconds();
            }
        }
        double product = median(ours);
        double by = median(alone);
        System.out.printf(
                Locale.ROOT,
                "%-18s hls-fast %.2f s, server %.1f CPU s   the same FFmpeg alone %.2f s, %.1f CPU s   ratio %.3f  "
                        + " more by %.0f ms%n",
                clip.getFileName(),
                product,
                median(ourCpu),
                by,
                median(aloneCpu),
                product / by,
                (product - by) * 1000);
    }

    /** Runs what the job's report says was run, on the same clip. */
    private static List<BareFfmpeg.Run> sameCommands(BareFfmpeg bare, Path folder, Path clip, JsonNode job)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, "bare-");
        Files.createDirectory(work.resolve("out"));
        Files.createDirectory(work.resolve("in"));
        Files.copy(clip, work.resolve("in/source"));
        List<BareFfmpeg.Run> runs = new ArrayList<>();
        for (JsonNode command : job.at("/report/commands")) {
            runs.add(bare.run(
                    work, command.valueStream().skip(1).map(JsonNode::asString).toList()));
        }
        FileSystemUtils.deleteRecursively(work);
        return runs;
    }

    private void againstPyProcessor(ServerProcess server, BareFfmpeg bare, Path folder)
            throws IOException, InterruptedException {
        Path clip = bare.film(folder, seconds, 1920, 1080);
        Path theirs = Files.createDirectory(folder.resolve("pyprocessor"));
        double[] ourCpu = new double[rounds];
        double[] theirCpu = new double[rounds];
        JsonNode job = Json.tree("{}");
        for (int round = 0; round < rounds; round++) {
            Done done = job(server, clip, FAST_FOUR);
            job = done.job();
            ourCpu[round] = done.cpuSeconds();
            for (BareFfmpeg.Run run : sameCommands(bare, folder, clip, job)) {
                ourCpu[round] += run.cpuSeconds();
            }
            FileSystemUtils.deleteRecursively(theirs);
            Files.createDirectory(theirs);
            theirCpu[round] = bare.run(folder, PyProcessorCommand.of(clip.toString(), theirs.toString()))
                    .cpuSeconds();
        }
        System.out.printf(
                Locale.ROOT,
                "%-18s hls-fast, server and FFmpeg %.1f CPU s   PyProcessor's command alone %.1f CPU s%n",
                clip.getFileName(),
                median(ourCpu),
                median(theirCpu));
        for (int n = 0; n < PyProcessorCommand.RUNGS.size(); n++) {
            int height = PyProcessorCommand.RUNGS.get(n).height();
            Path ours = Files.write(folder.resolve("rung.mp4"), server.bytes(url(job, "stream-" + height + "p.mp4")));
            Path made = theirs.resolve(Integer.toString(n));
            System.out.printf(
                    Locale.ROOT,
                    "  %4dp            hls-fast SSIM %.4f, %5d kbit/s   PyProcessor SSIM %.4f, %5d kbit/s with sound%n",
                    height,
                    bare.ssim(folder, ours, clip),
                    Files.size(ours) * 8 / 1000 / seconds,
                    bare.ssim(folder, made.resolve("playlist.m3u8"), clip),
                    bytes(made) * 8 / 1000 / seconds);
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static String url(JsonNode job, String artifact) {
        return job.get("artifacts")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(artifact))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + artifact + " in " + job))
                .get("url")
                .asString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
