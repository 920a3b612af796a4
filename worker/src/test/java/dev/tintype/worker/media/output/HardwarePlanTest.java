package dev.tintype.worker.media.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.Hardware;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.HardwareEncoders;
import dev.tintype.worker.media.plan.Naming;
import dev.tintype.worker.media.plan.Share;
import dev.tintype.worker.media.plan.Source;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact arguments of graphics cards, and which one is taken. */
class HardwarePlanTest {
    private static final HardwareEncoders ALL = new HardwareEncoders(
            Set.of(
                    "h264_nvenc",
                    "hevc_nvenc",
                    "av1_nvenc",
                    "h264_qsv",
                    "hevc_qsv",
                    "vp9_qsv",
                    "h264_vaapi",
                    "hevc_vaapi",
                    "av1_vaapi"),
            Path.of("/dev/dri/renderD129"),
            "its graphics cards do not encode it");

    private static Draft draft(String hardware, HardwareEncoders encoders, Share share, String... outputs) {
        MediaOptions options = Json.read("{\"hardware\":\"" + hardware + "\"}", MediaOptions.class);
        Draft draft = new Draft(Source.of("in/source", PlanTest.hd(), 1000), options, Naming.PLAIN, share, encoders);
        for (String output : outputs) {
            MediaOutputHandlers.plan(Json.read(output.replace('\'', '"'), MediaOutput.class), draft);
        }
        return draft;
    }

    private static Draft draft(String hardware, HardwareEncoders encoders, String... outputs) {
        return draft(hardware, encoders, new Share.All(), outputs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nvenc | {'kind':'video','audio':{'codec':'none'}} | -c:v h264_nvenc -preset p5 -tune hq -rc vbr -cq 23"
                        + " -b:v 0 -no-scenecut 1 -forced-idr 1 -pix_fmt yuv420p -g 50"
                        + " -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
                "nvenc | {'kind':'video','codec':'hevc','pixel_format':'yuv420p10le','speed':'slowest','crf':20,"
                        + "'max_bitrate':3000000,'audio':{'codec':'none'}} | -c:v hevc_nvenc -preset p7 -tune hq -rc vbr"
                        + " -cq 20 -b:v 0 -maxrate 3000000 -bufsize 6000000 -no-scenecut 1 -forced-idr 1 -pix_fmt p010le"
                        + " -tag:v hvc1 -g 50 -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
                "qsv | {'kind':'video','profile':'baseline','bitrate':2000000,'audio':{'codec':'none'}} |"
                        + " -c:v h264_qsv -preset medium -profile:v baseline -b:v 2000000 -forced_idr 1 -pix_fmt nv12"
                        + " -g 50 -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
                "qsv | {'kind':'video','codec':'vp9','audio':{'codec':'none'}} | -c:v vp9_qsv -preset medium -q:v 132"
                        + " -pix_fmt nv12 -g 50 -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
                "vaapi | {'kind':'video','profile':'baseline','audio':{'codec':'none'}} | -c:v h264_vaapi -profile:v"
                        + " constrained_baseline -rc_mode CQP -global_quality 23 -g 50"
                        + " -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
                "vaapi | {'kind':'video','codec':'hevc','max_bitrate':3000000,'audio':{'codec':'none'}} |"
                        + " -c:v hevc_vaapi -rc_mode VBR -b:v 2000000 -maxrate 3000000 -bufsize 6000000 -tag:v hvc1"
                        + " -g 50 -force_key_frames expr:gte(t,n_forced*2) -map_metadata",
            })
    void every_card_has_its_own_arguments(String hardware, String output, String arguments) {
        Command command = draft(hardware, ALL, output).commands(2).getFirst();

        assertThat(PlanTest.line(command)).contains(" -map [v0] " + arguments + " ");
        assertThat(command.card()).isTrue();
    }

    @Test
    void pictures_go_to_the_card_after_the_last_filter() {
        String vaapi = PlanTest.line(
                draft("vaapi", ALL, "{'kind':'video'}").commands(2).getFirst());
        String nvenc = PlanTest.line(
                draft("nvenc", ALL, "{'kind':'video'}").commands(2).getFirst());

        assertThat(vaapi)
                .contains(" -threads 2 -vaapi_device /dev/dri/renderD129 -f mov ")
                .contains("scale=1920:1080,setsar=1,format=nv12,hwupload[v0]");
        assertThat(nvenc).doesNotContain("vaapi", "hwupload");
    }

    @Test
    void every_quality_of_a_stream_is_encoded_by_the_card() {
        Draft draft = draft("nvenc", ALL, "{'kind':'hls'}", "{'kind':'poster'}");
        Command command = draft.commands(2).getLast();

        assertThat(draft.encoders()).hasSizeGreaterThan(2).allMatch(encoder -> encoder.by() == Hardware.NVENC);
        assertThat(PlanTest.line(command))
                .contains(" -c:v h264_nvenc ", " -c:v mjpeg ")
                .doesNotContain("libx264");
    }

    @Test
    void auto_takes_the_first_card_that_does_it_and_else_the_processor_saying_why() {
        Draft draft = draft(
                "auto",
                ALL,
                "{'kind':'video'}",
                "{'kind':'video','codec':'vp9'}",
                "{'kind':'video','codec':'av1','speed':'fast'}",
                "{'kind':'video','tune':'film'}",
                "{'kind':'video','pixel_format':'yuv444p'}");

        assertThat(draft.encoders())
                .extracting(Draft.Encoder::by)
                .containsExactly(Hardware.NVENC, Hardware.QSV, Hardware.NVENC, Hardware.NONE, Hardware.NONE);
        assertThat(draft.encoders().getFirst().why()).isNull();
        assertThat(draft.encoders().getLast().why()).contains("pixel_format");
        assertThat(draft("auto", HardwareEncoders.none("it has no graphics card"), "{'kind':'video'}")
                        .encoders())
                .containsExactly(new Draft.Encoder("video.mp4", Hardware.NONE, "it has no graphics card"));
    }

    @Test
    void parts_of_a_long_source_are_alike_whoever_encodes_them() {
        Draft draft = draft("auto", ALL, new Share.Join(), "{'kind':'video'}");

        assertThat(draft.card()).isFalse();
        assertThat(draft.encoders().getFirst().why()).contains("in parts");
    }

    @Test
    void a_card_that_is_named_and_not_there_is_a_failure_of_the_workers() {
        JobFailure failure = catchThrowableOfType(
                JobFailure.class,
                () -> draft("nvenc", HardwareEncoders.none("it has no graphics card"), "{'kind':'video'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.HARDWARE_MISSING);
        assertThat(failure.getMessage()).contains("h264_nvenc", "it has no graphics card");
    }

    @Test
    void nobody_who_asks_for_no_card_gets_one() {
        Draft draft = draft("none", ALL, "{'kind':'video'}");

        assertThat(draft.encoders()).containsExactly(new Draft.Encoder("video.mp4", Hardware.NONE, null));
        assertThat(draft.commands(2).getFirst().card()).isFalse();
    }
}
