package dev.tintype.e2e.bench;

import java.util.ArrayList;
import java.util.List;

/** What PyProcessor's {@code FFmpegEncoder.build_command} makes of its default profile, for a source with sound. */
final class PyProcessorCommand {
    /** One quality, as wide and high as it makes it of any source. */
    record Rung(int width, int height, int kilobits, int audioKilobits) {}

    static final List<Rung> RUNGS = List.of(
            new Rung(1920, 1080, 11_000, 192),
            new Rung(1280, 720, 6_500, 128),
            new Rung(854, 480, 4_000, 96),
            new Rung(640, 360, 1_500, 64));

    private PyProcessorCommand() {}

    static List<String> of(String source, String folder) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "info", "-stats", "-i", source));
        StringBuilder graph = new StringBuilder("[0:v]split=4[v1][v2][v3][v4]");
        for (int n = 0; n < RUNGS.size(); n++) {
            Rung rung = RUNGS.get(n);
            graph.append(";[v%1$d]scale=%2$d:%3$d[v%1$dout]".formatted(n + 1, rung.width(), rung.height()));
        }
        arguments.addAll(List.of("-filter_complex", graph.toString()));
        for (int n = 0; n < RUNGS.size(); n++) {
            String bitrate = RUNGS.get(n).kilobits() + "k";
            arguments.addAll(List.of("-map", "[v" + (n + 1) + "out]", "-c:v:" + n, "libx265"));
            arguments.addAll(List.of("-preset:v:" + n, "ultrafast", "-tune:v:" + n, "zerolatency"));
            arguments.addAll(List.of("-b:v:" + n, bitrate, "-maxrate:v:" + n, bitrate));
            arguments.addAll(List.of("-bufsize:v:" + n, 2 * RUNGS.get(n).kilobits() + "k"));
        }
        for (int n = 0; n < RUNGS.size(); n++) {
            arguments.addAll(List.of("-map", "a:0", "-c:a:" + n, "aac"));
            arguments.addAll(List.of("-b:a:" + n, RUNGS.get(n).audioKilobits() + "k", "-ac", "2"));
        }
        arguments.addAll(List.of("-f", "hls", "-g", "60", "-hls_time", "1", "-hls_playlist_type", "vod"));
        arguments.addAll(List.of("-hls_flags", "independent_segments", "-hls_segment_type", "mpegts"));
        arguments.addAll(List.of("-hls_segment_filename", folder + "/%v/segment_%03d.ts"));
        arguments.addAll(List.of("-master_pl_name", "master.m3u8"));
        arguments.addAll(List.of("-var_stream_map", "v:0,a:0 v:1,a:1 v:2,a:2 v:3,a:3"));
        arguments.add(folder + "/%v/playlist.m3u8");
        return arguments;
    }
}
