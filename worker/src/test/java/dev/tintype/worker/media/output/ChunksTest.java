package dev.tintype.worker.media.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.Clips;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.plan.Cuts;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.HardwareEncoders;
import dev.tintype.worker.media.plan.Naming;
import dev.tintype.worker.media.plan.Share;
import dev.tintype.worker.media.plan.Source;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Demuxer;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.probe.VideoTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is encoded in parts, against the same encoded at once. */
class ChunksTest {
    private static final int SECONDS = 24;
    private static final Rational RATE = new Rational(30000, 1001);
    private static final List<String> OUTPUTS = List.of(
            "{\"kind\":\"video\",\"speed\":\"fast\",\"copy\":\"never\"}",
            "{\"kind\":\"hls\",\"speed\":\"fast\",\"segment_s\":4,"
                    + "\"ladder\":[{\"height\":180,\"crf\":23,\"max_bitrate\":2000000}]}");
    private static final List<String> PICTURES = List.of("video.mp4", "stream-180p.mp4");

    @TempDir
    Path folder;

    private final Path clip = Clips.make(
            "chunks.mp4",
            "-f lavfi -i testsrc2=s=320x180:r=30000/1001:d=" + SECONDS + " -f lavfi -i sine=frequency=440:d=" + SECONDS
                    + " -vf noise=alls=12:allf=t -c:v libx264 -preset ultrafast -crf 12 -g 70 -pix_fmt yuv420p -c:a aac"
                    + " -b:a 64k");

    @Test
    void what_is_joined_of_chunks_is_as_if_it_were_encoded_at_once() throws IOException {
        Path whole = folder.resolve("whole");
        run(whole, draft(new Share.All()));
        List<Cuts.Part> parts =
                Cuts.of(SECONDS * 1000L, 8, draft(new Share.All()).keyFrames());
        assertThat(parts).hasSize(3);
        for (int n = 0; n < parts.size(); n++) {
            run(folder.resolve("chunk" + n), draft(new Share.Chunk(parts.get(n))));
        }
        Path joined = folder.resolve("joined");
        Files.createDirectories(joined.resolve("in"));
        for (int picture = 0; picture < PICTURES.size(); picture++) {
            List<String> files = new ArrayList<>();
            List<Long> frames = new ArrayList<>();
            for (int n = 0; n < parts.size(); n++) {
                Path chunk = folder.resolve("chunk" + n).resolve("out").resolve(Share.file(picture));
                files.add(chunk.toString());
                frames.add((long) times(chunk).size());
            }
            Files.writeString(joined.resolve(Share.list(picture)), Share.concat(files, frames, RATE));
        }
        run(joined, draft(new Share.Join()));

        for (String picture : PICTURES) {
            Path one = whole.resolve("out").resolve(picture);
            Path other = joined.resolve("out").resolve(picture);
            assertThat(times(other)).as("frames of " + picture).isEqualTo(times(one));
            assertThat(xpsnr(other)).as("quality of " + picture).isGreaterThan(xpsnr(one) - 0.1);
        }
        assertThat(sound(joined, "video.mp4")).isEqualTo(sound(whole, "video.mp4"));
        assertThat(sound(joined, "stream-audio.mp4")).isEqualTo(sound(whole, "stream-audio.mp4"));
    }

    @Test
    void parts_are_cut_where_key_frames_of_all_are_and_none_is_much_longer_than_another() {
        assertThat(Cuts.of(100_000, 40, List.of(2.0, 6.0)))
                .containsExactly(
                        new Cuts.Part(0, 36_000_000L),
                        new Cuts.Part(36_000_000, 66_000_000L),
                        new Cuts.Part(66_000_000, null));
        assertThat(Cuts.of(59_000, 40, List.of(2.0))).containsExactly(new Cuts.Part(0, null));
        assertThat(Cuts.of(600_000, 40, List.of(29.9, 6.1))).hasSize(1);
    }

    private Draft draft(Share share) {
        VideoTrack video = new VideoTrack(
                0,
                "h264",
                null,
                320,
                180,
                Rational.ONE,
                0,
                RATE,
                false,
                "yuv420p",
                8,
                false,
                null,
                null,
                null,
                null,
                null,
                /* profiled= */ false,
                0,
                0);
        AudioTrack audio = new AudioTrack(1, "aac", null, 1, null, 44_100, 64_000, null, null);
        MediaFacts facts = new MediaFacts(
                Demuxer.MOV,
                SECONDS * 1000L,
                1,
                0,
                2,
                List.of(video),
                List.of(audio),
                List.of(),
                0,
                /* coverArt= */ false);
        Draft draft = new Draft(
                Source.of("in/source", facts, 1_000_000),
                MediaOptions.defaults(),
                Naming.PLAIN,
                share,
                HardwareEncoders.none("of no use"));
        OUTPUTS.forEach(output -> MediaOutputHandlers.plan(Json.read(output, MediaOutput.class), draft));
        return draft;
    }

    private void run(Path work, Draft draft) throws IOException {
        Files.createDirectories(work.resolve("in"));
        Files.createDirectories(work.resolve("out"));
        Files.copy(clip, work.resolve("in/source"));
        for (Command command : draft.commands(1)) {
            List<String> arguments = new ArrayList<>();
            command.arguments()
                    .forEach(argument -> arguments.add(
                            argument.startsWith("file:") ? "file:" + work.resolve(argument.substring(5)) : argument));
            Clips.ffmpeg(arguments);
        }
    }

    /** When frames are shown, in order. */
    private static List<Double> times(Path file) {
        return Clips.ask(file, "packet=pts_time", "-select_streams", "v").stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
    }

    private double xpsnr(Path file) {
        String said = Clips.ffmpeg(List.of(
                "-i",
                file.toString(),
                "-i",
                clip.toString(),
                "-lavfi",
                "[0:v]setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]xpsnr",
                "-f",
                "null",
                "-"));
        Matcher found = Pattern.compile("XPSNR +y: *([0-9.]+)").matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static String sound(Path work, String file) {
        String said = Clips.ffmpeg(List.of(
                "-v",
                "error",
                "-i",
                work.resolve("out").resolve(file).toString(),
                "-map",
                "0:a",
                "-c",
                "copy",
                "-f",
                "framemd5",
                "-"));
        assertThat(said.lines()).hasSizeGreaterThan(100);
        return said;
    }
}
