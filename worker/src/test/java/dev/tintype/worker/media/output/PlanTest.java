package dev.tintype.worker.media.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.request.Subtypes;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Naming;
import dev.tintype.worker.media.plan.Source;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Demuxer;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact arguments of every kind, without FFmpeg. */
class PlanTest {
    private static final String MAIN_INPUT = "-i file:in/source";

    @Test
    void every_kind_has_a_handler() {
        assertThat(Subtypes.of(MediaOutput.class).values()).allMatch(MediaOutputHandlers::makes);
    }

    @Test
    void every_run_has_the_same_head() {
        assertThat(command(hd(), "{\"kind\":\"poster\",\"at_ms\":0}"))
                .startsWith(
                        "-nostdin -hide_banner -nostats -y -progress pipe:1 -stats_period 0.5 -loglevel level+warning"
                                + " -max_alloc 1073741824 -max_error_rate 0.1 -filter_complex_threads 2 -threads 2 -f mov -format_whitelist mov"
                                + " -protocol_whitelist file,pipe -codec_whitelist h264,hevc,")
                .contains(" -max_streams 32 -probesize 20M -analyzeduration 10M -max_pixels 1000 -i file:in/source ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'video'} | -filter_complex"
                        + " [0:0]scale=1920:1080,setsar=1[v0];[0:1]aformat=channel_layouts=stereo[a0] -map [v0] -map [a0]"
                        + " -c:v libx264 -preset medium -profile:v high -crf 23 -g 50 -keyint_min 50 -sc_threshold 0"
                        + " -forced-idr 1 -force_key_frames expr:gte(t,n_forced*2) -pix_fmt yuv420p -c:a aac -b:a 128000"
                        + " -map_metadata -1 -map_chapters -1 -fflags +bitexact -movflags +faststart -f mp4"
                        + " file:out/video.mp4",
                "{'kind':'video','codec':'hevc','speed':'slow','height':720,'bitrate':2000000,'max_bitrate':3000000,"
                        + "'audio':{'codec':'none'}} | -filter_complex [0:0]scale=1280:720,setsar=1[v0] -map [v0]"
                        + " -c:v libx265 -preset slow -b:v 2000000 -maxrate 3000000 -bufsize 6000000 -forced-idr 1"
                        + " -force_key_frames expr:gte(t,n_forced*2) -x265-params"
                        + " keyint=50:min-keyint=50:scenecut=0:open-gop=0:log-level=error -tag:v hvc1 -pix_fmt yuv420p"
                        + " -map_metadata -1 -map_chapters -1 -fflags +bitexact -movflags +faststart -f mp4"
                        + " file:out/video.mp4",
                "{'kind':'video','codec':'vp9','crf':30,'audio':{'codec':'copy'}} | -filter_complex"
                        + " [0:0]scale=1920:1080,setsar=1[v0] -map [v0] -c:v libvpx-vp9 -deadline good -cpu-used 3 -row-mt"
                        + " 1 -crf 30 -b:v 0 -g 50 -keyint_min 50 -force_key_frames expr:gte(t,n_forced*2) -pix_fmt"
                        + " yuv420p -map 0:1 -c:a copy -map_metadata -1 -map_chapters -1 -fflags +bitexact -f webm"
                        + " file:out/video.webm",
                "{'kind':'video','codec':'av1','container':'webm','speed':'fast'} | -filter_complex"
                        + " [0:0]scale=1920:1080,setsar=1[v0];[0:1]aformat=channel_layouts=stereo[a0] -map [v0] -map [a0]"
                        + " -c:v libsvtav1 -preset 10 -crf 35 -g 50 -svtav1-params scd=0 -pix_fmt yuv420p -c:a libopus"
                        + " -b:a 128000 -ar 48000 -map_metadata -1 -map_chapters -1 -fflags +bitexact -f webm"
                        + " file:out/video.webm",
                "{'kind':'video','width':100,'height':100,'fit':'pad','audio':{'codec':'none'}} |"
                        + " -filter_complex [0:0]scale=100:56,pad=100:100:(ow-iw)/2:(oh-ih)/2:black,setsar=1[v0]"
                        + " -map [v0] -c:v libx264 -preset medium -profile:v high -crf 23 -g 50 -keyint_min 50"
                        + " -sc_threshold 0 -forced-idr 1 -force_key_frames expr:gte(t,n_forced*2) -pix_fmt yuv420p"
                        + " -map_metadata -1 -map_chapters -1 -fflags +bitexact -movflags +faststart -f mp4"
                        + " file:out/video.mp4",
                "{'kind':'audio','format':'mp3','channels':1} | -filter_complex [0:1]aformat=channel_layouts=mono[a0]"
                        + " -map [a0] -c:a libmp3lame -b:a 64000 -map_metadata -1 -map_chapters -1 -fflags +bitexact -f"
                        + " mp3 file:out/audio.mp3",
                "{'kind':'audio','format':'flac'} | -filter_complex [0:1]anull[a0] -map [a0] -c:a flac -map_metadata -1"
                        + " -map_chapters -1 -fflags +bitexact -f flac file:out/audio.flac",
                "{'kind':'poster','at_ms':500,'width':640} | -filter_complex"
                        + " [0:0]trim=start=0.5,setpts=PTS-STARTPTS,scale=640:360,setsar=1,scale=out_range=full,format=yuvj420p[v0]"
                        + " -map [v0] -frames:v 1 -c:v mjpeg -q:v 8 -map_metadata -1 -f image2 -update 1"
                        + " file:out/poster.jpg",
                "{'kind':'thumbnails','at_ms':[0,1500],'format':'png'} | -filter_complex"
                        + " [0:0]select='gt(gte(t+0.0005,0)+gte(t+0.0005,1.5),selected_n)',scale=320:180,setsar=1,format=rgb24[v0]"
                        + " -map [v0] -fps_mode passthrough -frames:v 2 -c:v png -map_metadata -1 -f image2 -start_number"
                        + " 1 file:out/thumbnail-%03d.png",
                "{'kind':'sprite','format':'webp'} | -filter_complex"
                        + " [0:0]select='gte(t+0.0005,2*selected_n)',scale=160:90,setsar=1,tile=5x1,format=yuv420p[v0]"
                        + " -map [v0] -fps_mode passthrough -frames:v 1 -c:v libwebp -quality 75 -map_metadata -1 -f"
                        + " image2 -start_number 1 file:out/sprite-%02d.webp",
            })
    void every_kind_has_exactly_these_arguments(String output, String arguments) {
        assertThat(afterInput(command(hd(), output.replace('\'', '"')))).isEqualTo(arguments.strip());
    }

    @Test
    void a_probe_needs_no_decode() {
        assertThat(commands(hd(), MediaOptions.defaults(), "{\"kind\":\"probe\"}"))
                .isEmpty();
    }

    @Test
    void several_outputs_split_what_is_decoded_once() {
        String command = command(
                hd(),
                "{\"kind\":\"video\",\"height\":360}",
                "{\"kind\":\"poster\",\"at_ms\":0}",
                "{\"kind\":\"audio\"}");

        assertThat(command)
                .contains(" -filter_complex [0:0]split=2[vs0][vs1];[vs0]scale=640:360,setsar=1[v0];"
                        + "[vs1]scale=1920:1080,setsar=1,scale=out_range=full,format=yuvj420p[v1];"
                        + "[0:1]asplit=2[as0][as1];[as0]aformat=channel_layouts=stereo[a0];"
                        + "[as1]aformat=channel_layouts=stereo[a1] -map [v0] -map [a0] ")
                .containsOnlyOnce(MAIN_INPUT)
                .contains(" -map [v1] -frames:v 1 ")
                .contains(" -map [a1] -c:a aac ");
    }

    @Test
    void what_is_interlaced_is_mended_once_for_all() {
        VideoTrack interlaced = track(1920, 1080, new Rational(25, 1), 0, "tt");

        assertThat(command(facts(interlaced, 9_000), "{\"kind\":\"video\"}", "{\"kind\":\"poster\",\"at_ms\":1}"))
                .contains("[0:0]bwdif=mode=send_frame,split=2[vs0]");
    }

    @Test
    void two_passes_are_two_runs_with_the_same_filters() {
        List<Command> commands = commands(
                hd(),
                MediaOptions.defaults(),
                "{\"kind\":\"video\",\"bitrate\":1000000,\"two_pass\":true,\"height\":360}");

        assertThat(commands).hasSize(2);
        assertThat(line(commands.getFirst()))
                .contains("[0:0]scale=640:360,setsar=1[v0]")
                .contains("-pass 1 -passlogfile passes-video.mp4 -an -f null -");
        assertThat(line(commands.getLast())).contains("-pass 2 -passlogfile passes-video.mp4");
    }

    @Test
    void only_the_part_that_is_needed_is_read() {
        MediaOptions part = options("{'trim':{'start_ms':1500,'end_ms':6000}}");

        assertThat(line(commands(hd(), part, "{\"kind\":\"audio\"}").getFirst()))
                .contains(" -ss 1.5 -t 4.5 -i file:in/source ");
        assertThat(command(hd(), "{\"kind\":\"poster\",\"at_ms\":8000}"))
                .contains(" -ss 8 -i file:in/source -filter_complex [0:0]scale=");
        assertThat(line(commands(hd(), part, "{\"kind\":\"poster\",\"at_ms\":3000}")
                        .getFirst()))
                .contains(" -ss 4.5 -t 1.5 -i file:in/source -filter_complex [0:0]scale=");
        assertThatThrownBy(() -> commands(hd(), options("{'trim':{'start_ms':9500}}"), "{\"kind\":\"audio\"}"))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("9500");
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 0, 1280x720",
        "1080, 1920, 0, 406x720",
        "1920, 1080, 90, 406x720",
        "640, 360, 0, 640x360",
        "641, 361, 0, 640x360",
        "1921, 800, 0, 1280x534",
    })
    void sizes_keep_their_shape_are_even_and_never_grow(int width, int height, int rotation, String size) {
        VideoTrack track = track(width, height, new Rational(25, 1), rotation, null);
        String command =
                command(facts(track, 9_000), "{\"kind\":\"video\",\"width\":1280,\"height\":720,\"speed\":\"fast\"}");

        assertThat(command).contains("scale=" + size.replace('x', ':') + ",setsar=1");
    }

    @Test
    void key_frames_of_broken_rates_are_told_by_time() {
        VideoTrack ntsc = track(640, 360, new Rational(30_000, 1001), 0, null);

        assertThat(command(facts(ntsc, 9_000), "{\"kind\":\"video\"}"))
                .contains(" -g 60 -keyint_min 60 ")
                .contains(" -force_key_frames expr:gte(t,n_forced*2) ");
    }

    static MediaFacts hd() {
        return facts(track(1920, 1080, new Rational(25, 1), 0, "progressive"), 9_000);
    }

    static MediaFacts facts(VideoTrack track, long durationMs) {
        AudioTrack audio = new AudioTrack(1, "aac", "LC", 2, "stereo", 48_000, 128_000, null, null);
        return new MediaFacts(
                Demuxer.MOV, durationMs, 5_000_000, 4_000_000, 2, List.of(track), List.of(audio), List.of(), 0, false);
    }

    static VideoTrack track(int width, int height, Rational rate, int rotation, @Nullable String fieldOrder) {
        return new VideoTrack(
                0,
                "h264",
                "High",
                width,
                height,
                Rational.ONE,
                rotation,
                rate,
                false,
                "yuv420p",
                8,
                false,
                fieldOrder,
                "bt709",
                "bt709",
                "bt709",
                "tv",
                /* profiled= */ false,
                225,
                4_000_000);
    }

    private static MediaOptions options(String json) {
        return Json.read(json.replace('\'', '"'), MediaOptions.class);
    }

    static List<Command> commands(MediaFacts facts, MediaOptions options, String... outputs) {
        Draft draft = new Draft(Source.of("in/source", facts, 1000), options, Naming.PLAIN);
        for (String output : outputs) {
            MediaOutputHandlers.plan(Json.read(output, MediaOutput.class), draft);
        }
        return draft.commands(2);
    }

    private static String command(MediaFacts facts, String... outputs) {
        return line(commands(facts, MediaOptions.defaults(), outputs).getFirst());
    }

    static String line(Command command) {
        return String.join(" ", command.arguments());
    }

    private static String afterInput(String line) {
        return line.substring(line.indexOf(MAIN_INPUT) + MAIN_INPUT.length() + 1);
    }
}
