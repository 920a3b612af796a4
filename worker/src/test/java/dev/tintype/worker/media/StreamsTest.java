package dev.tintype.worker.media;

import static dev.tintype.worker.media.OutputsTest.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.DashOutput;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.PosterOutput;
import dev.tintype.media.ThumbnailsOutput;
import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Representation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams, made by a real FFmpeg, read by other people's parsers and played by FFmpeg. */
class StreamsTest {
    private static final MediaHarness HARNESS = new MediaHarness();
    private static final String TWO =
            "\"ladder\":[{\"height\":180},{\"height\":90}],\"speed\":\"fastest\",\"segment_s\":1";

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    @Test
    void hls_and_dash_of_the_same_options_are_two_views_of_one_set_of_tracks() throws Exception {
        MediaAttempt made = HARNESS.make(
                Clips.plain(), output(HlsOutput.class, "{" + TWO + "}"), output(DashOutput.class, "{" + TWO + "}"));

        assertThat(made.names())
                .containsExactlyInAnyOrder(
                        "hls.m3u8",
                        "hls-180p.m3u8",
                        "hls-90p.m3u8",
                        "hls-audio.m3u8",
                        "hls-180p-iframes.m3u8",
                        "hls-90p-iframes.m3u8",
                        "dash.mpd",
                        "stream-180p.mp4",
                        "stream-90p.mp4",
                        "stream-audio.mp4");
        assertThat(made.commands()).hasSize(1);
        assertThat(made.facts("hls.m3u8"))
                .containsEntry("segments", 3)
                .containsEntry("lint", "passed")
                .containsEntry("audio_tracks", 1);
        assertThat(made.number("dash.mpd", "duration_ms")).isBetween(2_950L, 3_100L);
    }

    @Test
    void play_lists_say_what_players_need_and_name_true_ranges() throws Exception {
        MediaAttempt made = HARNESS.make(Clips.plain(), output(HlsOutput.class, "{" + TWO + "}"));

        MasterPlaylist master = new MasterPlaylistParser().readPlaylist(made.text("hls.m3u8"));
        assertThat(master.variants()).hasSize(2).allSatisfy(variant -> {
            assertThat(variant.codecs()).hasSize(2).last().isEqualTo("mp4a.40.2");
            assertThat(variant.codecs().getFirst()).startsWith("avc1.");
            assertThat(variant.frameRate()).contains(25.0);
            assertThat(variant.averageBandwidth().orElseThrow()).isLessThanOrEqualTo(variant.bandwidth());
            assertThat(variant.audio()).contains("audio");
        });
        assertThat(master.variants().getFirst().resolution().orElseThrow().width())
                .isEqualTo(320);
        assertThat(master.iFrameVariants()).hasSize(2);
        MediaPlaylist list = new MediaPlaylistParser().readPlaylist(made.text("hls-180p.m3u8"));
        assertThat(list.targetDuration()).isEqualTo(1);
        assertThat(list.mediaSegments())
                .hasSize(3)
                .allSatisfy(segment -> assertThat(segment.duration()).isBetween(0.99, 1.01));
        byte[] track = Files.readAllBytes(made.file("stream-180p.mp4"));
        MediaSegment last = list.mediaSegments().getLast();
        ByteRange range = last.byteRange().orElseThrow();
        assertThat(range.offset().orElseThrow() + range.length()).isEqualTo(track.length);
        int box = Math.toIntExact(range.offset().orElseThrow()) + 4;
        assertThat(new String(Arrays.copyOfRange(track, box, box + 4), StandardCharsets.US_ASCII))
                .isEqualTo("moof");
    }

    @Test
    void every_quality_plays_to_its_end_with_key_frames_at_the_same_times() throws Exception {
        Path uneven = Clips.make(
                "uneven.mkv",
                "-f lavfi -i testsrc2=s=320x180:r=30000/1001:d=3 -f lavfi -i sine=d=3 -vf"
                        + " select='not(eq(mod(n\\,5)\\,2))' -fps_mode vfr -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
                        + " -c:a aac");

        MediaAttempt made = HARNESS.make(uneven, output(HlsOutput.class, "{" + TWO + "}"));

        Path master = made.file("hls.m3u8");
        assertThat(Clips.ask(master, "stream=codec_type")).contains("video", "audio");
        List<List<String>> keys = List.of("stream-180p.mp4", "stream-90p.mp4").stream()
                .map(name ->
                        Clips.ask(made.file(name), "packet=pts_time,flags", "-select_streams", "v", "-of", "csv=p=0")
                                .stream()
                                .filter(packet -> packet.contains(",K"))
                                .toList())
                .toList();
        assertThat(keys.getFirst()).hasSize(3);
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
        for (String list : List.of("hls-180p.m3u8", "hls-audio.m3u8")) {
            assertThat(Double.parseDouble(
                            Clips.ask(made.file(list), "format=duration").getFirst()))
                    .isBetween(2.9, 3.1);
        }
    }

    @Test
    void key_frame_lists_name_one_whole_frame_each() throws Exception {
        MediaAttempt made = HARNESS.make(Clips.plain(), output(HlsOutput.class, "{" + TWO + "}"));

        MediaPlaylist list = new MediaPlaylistParser().readPlaylist(made.text("hls-90p-iframes.m3u8"));
        assertThat(list.iFramesOnly()).isTrue();
        ByteRange second = list.mediaSegments().get(1).byteRange().orElseThrow();
        byte[] track = Files.readAllBytes(made.file("stream-90p.mp4"));
        ByteRange init = list.mediaSegments()
                .getFirst()
                .segmentMap()
                .orElseThrow()
                .byteRange()
                .orElseThrow();
        int from = Math.toIntExact(second.offset().orElseThrow());
        Path one = folder.resolve("one.mp4");
        Files.write(one, Arrays.copyOf(track, Math.toIntExact(init.length())));
        Files.write(
                one,
                Arrays.copyOfRange(track, from, from + Math.toIntExact(second.length())),
                StandardOpenOption.APPEND);

        assertThat(Clips.ask(one, "frame=pict_type").stream().filter("I"::equals))
                .hasSize(1);
    }

    @Test
    void a_manifest_has_every_track_with_its_index() throws Exception {
        MediaAttempt made = HARNESS.make(Clips.plain(), output(DashOutput.class, "{" + TWO + "}"));

        MPD mpd = new MPDParser().parse(made.text("dash.mpd"));
        List<AdaptationSet> sets = mpd.getPeriods().getFirst().getAdaptationSets();
        assertThat(sets).hasSize(2);
        assertThat(sets.getFirst().getRepresentations()).hasSize(2);
        for (AdaptationSet set : sets) {
            for (Representation track : set.getRepresentations()) {
                byte[] bytes = Files.readAllBytes(
                        made.file(track.getBaseURLs().getFirst().getValue()));
                String index = track.getSegmentBase().getIndexRange();
                int at = Integer.parseInt(index.substring(0, index.indexOf('-'))) + 4;
                assertThat(new String(Arrays.copyOfRange(bytes, at, at + 4), StandardCharsets.US_ASCII))
                        .isEqualTo("sidx");
            }
        }
    }

    @Test
    void languages_of_several_tracks_and_subtitles_come_along() throws IOException {
        Path text = Files.writeString(folder.resolve("a.srt"), "1\n00:00:00,500 --> 00:00:01,500\nHello\n");
        Path many = folder.resolve("many.mkv");
        Clips.ffmpeg(
                Arrays.asList(("-nostdin -v error -y -i " + Clips.plain() + " -f lavfi -i sine=d=3:f=880 -i " + text
                                + " -map 0:v -map 0:a -map 1:a -map 2:s -c:v copy -c:a aac -c:s srt -metadata:s:a:0"
                                + " language=eng -metadata:s:a:1 language=deu -metadata:s:s:0 language=fra " + many)
                        .split(" ")));

        MediaAttempt made =
                HARNESS.make(many, output(HlsOutput.class, "{" + TWO + "}"), output(DashOutput.class, "{" + TWO + "}"));

        assertThat(made.text("hls.m3u8"))
                .contains("TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"eng\",LANGUAGE=\"eng\",DEFAULT=YES")
                .contains("LANGUAGE=\"deu\",DEFAULT=NO")
                .contains("TYPE=SUBTITLES,GROUP-ID=\"text\",NAME=\"fra\",LANGUAGE=\"fra\"")
                .contains("SUBTITLES=\"text\"");
        assertThat(made.text("stream-text.vtt"))
                .contains("00:00.500 --> 00:01.500")
                .contains("Hello");
        assertThat(made.text("dash.mpd")).contains("lang=\"deu\"").contains("text/vtt");
        assertThat(made.facts("stream-audio-2.mp4")).containsEntry("codecs", "mp4a.40.2");
    }

    @ParameterizedTest
    @CsvSource({"hevc, hvc1.1.6.L, hvc1", "av1, av01.0.0, av01"})
    void newer_codecs_are_named_as_players_know_them(String codec, String name, String tag) {
        MediaAttempt made = HARNESS.make(
                Clips.silent(),
                output(HlsOutput.class, "{\"codec\":\"%s\",\"speed\":\"fastest\",\"segment_s\":1}".formatted(codec)));

        assertThat(made.text("hls.m3u8")).contains("CODECS=\"" + name);
        assertThat(made.number("stream-180p.mp4", "segments")).isEqualTo(2);
        assertThat(Clips.ask(made.file("stream-180p.mp4"), "stream=codec_tag_string"))
                .containsExactly(tag);
        assertThat(made.facts("hls.m3u8")).containsEntry("lint", "passed");
    }

    @Test
    void artifacts_are_called_as_the_job_says_and_name_each_other_so() {
        MediaAttempt made = HARNESS.make(
                MediaAttempt.source(Clips.silent()),
                OutputsTest.options("{\"name\":\"Film.{output}_1\"}"),
                output(HlsOutput.class, "{" + TWO + "}"),
                output(HlsOutput.class, "{" + TWO + "}"),
                output(DashOutput.class, "{" + TWO + "}"),
                output(ThumbnailsOutput.class, "{\"count\":1}"),
                output(PosterOutput.class, "{}"));

        assertThat(made.names())
                .contains(
                        "Film.hls_1.m3u8",
                        "Film.hls_1-180p.m3u8",
                        "Film.hls-2_1.m3u8",
                        "Film.dash_1.mpd",
                        "Film.stream_1-90p.mp4",
                        "Film.thumbnail_1-001.jpg",
                        "Film.poster_1.jpg")
                .allSatisfy(name -> assertThat(name).startsWith("Film."));
        assertThat(made.text("Film.hls_1.m3u8")).contains("\nFilm.hls_1-180p.m3u8\n");
        assertThat(made.text("Film.hls_1-90p.m3u8")).contains("\nFilm.stream_1-90p.mp4\n");
        assertThat(made.text("Film.dash_1.mpd")).contains("Film.stream_1-180p.mp4");
    }

    @Test
    void twelve_outputs_are_one_decode() {
        MediaOutput[] twelve = Stream.of(
                        "{'kind':'probe'}",
                        "{'kind':'video','height':90,'speed':'fastest'}",
                        "{'kind':'audio','format':'mp3'}",
                        "{'kind':'hls','ladder':[{'height':90}],'speed':'fastest'}",
                        "{'kind':'dash','ladder':[{'height':90}],'speed':'fastest'}",
                        "{'kind':'poster'}",
                        "{'kind':'thumbnails','count':3}",
                        "{'kind':'sprite'}",
                        "{'kind':'image','width':90}",
                        "{'kind':'animation','duration_ms':500,'width':90}",
                        "{'kind':'waveform'}",
                        "{'kind':'analysis'}")
                .map(json -> Json.read(json.replace('\'', '"'), MediaOutput.class))
                .toArray(MediaOutput[]::new);

        MediaAttempt made = HARNESS.make(Clips.plain(), twelve);

        assertThat(made.commands()).hasSize(1);
        assertThat(made.commands().getFirst().stream().filter("-i"::equals)).hasSize(1);
        assertThat(made.names())
                .contains(
                        "probe.json",
                        "video.mp4",
                        "audio.mp3",
                        "hls.m3u8",
                        "dash.mpd",
                        "poster.jpg",
                        "thumbnail-003.jpg",
                        "sprite.vtt",
                        "image.png",
                        "animation.gif",
                        "waveform.json",
                        "analysis.json");
    }

    @Test
    void a_stream_and_a_poster_are_one_decode() {
        MediaAttempt made =
                HARNESS.make(Clips.plain(), output(HlsOutput.class, "{" + TWO + "}"), output(PosterOutput.class, "{}"));

        assertThat(made.commands()).hasSize(1);
        assertThat(made.commands().getFirst().stream().filter("-i"::equals)).hasSize(1);
    }
}
