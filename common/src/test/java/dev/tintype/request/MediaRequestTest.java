package dev.tintype.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.job.JobRequest;
import dev.tintype.job.JobSpec;
import dev.tintype.job.MediaSpec;
import dev.tintype.json.Json;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of media jobs: the field that is wrong is named, and what is right is kept as it was said. */
class MediaRequestTest {
    private static final String VIDEO = "{'kind':'video','codec':'hevc'}";

    private static final String CONCAT = "{'concat':[{'url':'https://example.com/1.mp4'},"
            + "{'artifact':{'job':'job_01kb5c8vq0e1x9f3m7t2r6w4zn','name':'video.mp4'}}]}";

    private final RequestReader reader = new RequestReader(false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'crop':'middle'}                                       | /media/crop              | crop is auto
            {'crop':{'x':1}}                                        | /media/crop              | width and height
            {'crop':{'width':4,'height':80}}                        | /media/crop/width        | width
            {'rotate':45}                                           | /media                   | rotate is 0, 90
            {'rotate':-90}                                          | /media                   | rotate is 0, 90
            {'deinterlace':'maybe'}                                 | /media/deinterlace       | always, auto, never
            {'fps':0}                                               | /media/fps               | fps
            {'fps':240}                                             | /media/fps               | fps
            {'hdr':'dolby'}                                         | /media/hdr               | keep, sdr
            {'audio':{'track':-1}}                                  | /media/audio/track       | track
            {'audio':{'channels':9}}                                | /media/audio/channels    | channels
            {'audio':{'normalize':{'target':-5}}}                   | /media/audio/normalize/target | target
            {'name':'a'}                                            | /media                   | needs {output} once
            {'name':'{output}{output}'}                             | /media                   | needs {output} once
            {'name':'{output}/a'}                                   | /media/name              | of placeholders
            {'name':'.{output}'}                                    | /media/name              | of placeholders
            {'name':'{title}-{output}'}                             | /media/name              | {source} and {job}
            {'hardware':'cuda'}                                     | /media/hardware          | nvenc, qsv, vaapi
            {'chunk_s':10}                                          | /media                   | 0 or 20 to 60
            {'chunk_s':90}                                          | /media/chunk_s           | 60
            {'watermark':{}}                                        | /media/watermark         | exactly one
            {'watermark':{'text':'a','upload':'upl_01kb5c8vq0e1x9f3m7t2r6w4zn'}} | /media/watermark | exactly one
            {'watermark':{'text':'a','opacity':2}}                  | /media/watermark/opacity | opacity
            {'watermark':{'text':'a','position':'here'}}            | /media/watermark/position | top_left
            {'watermark':{'text':'a','from_ms':5,'to_ms':5}}        | /media/watermark         | to_ms must be after
            {'watermark':{'text':'a','font':'x'}}                   | /media/watermark/font    | font
            """)
    void options_that_are_wrong_are_named(String options, String pointer, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> read(options, VIDEO));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                     | /encryption/mode     | mode
            {'mode':'tenant','password':'correct horse'}           | /encryption          | password is for mode
            {'mode':'password'}                                    | /encryption          | password is for mode
            {'mode':'password','password':'short'}                 | /encryption/password | 8
            {'mode':'public_key'}                                  | /encryption          | jwk is for mode
            {'mode':'public_key','jwk':{'kty':'oct','k':'AAAA'}}   | /encryption          | public part
            {'mode':'pgp'}                                         | /encryption/mode     | public_key
            """)
    void encryption_that_nobody_could_open_is_refused(String encryption, String pointer, String detail) {
        String body = "{'type':'media','source':{'url':'https://example.com/1.mp4'},'encryption':" + encryption + "}";
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> reader.read(body.replace('\'', '"').getBytes(UTF_8)));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @Test
    void nobody_hands_in_a_part_of_a_job() {
        String body = "{'type':'media','source':{'url':'https://example.com/1.mp4'},'chunk':{'from_us':0}}";
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> reader.read(body.replace('\'', '"').getBytes(UTF_8)));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo("/chunk");
        assertThat(refused.errors().getFirst().detail()).contains("media.chunk_s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'hdr':'keep'}                      | {'kind':'video'}                          | hdr keep needs
            {'hdr':'keep'}                      | {'kind':'hls'}                            | hdr keep needs
            {}                                  | {'kind':'quality'}                        | quality needs
            {'audio':{'normalize':{}}}          | {'kind':'video','audio':{'codec':'copy'}} | cannot be normalized
            {'hardware':'qsv'}                  | {'kind':'poster'}                         | no output encodes
            {'hardware':'nvenc'}                | {'kind':'video','codec':'vp9'}            | no card does this
            {'hardware':'vaapi'}                | {'kind':'video','tune':'film'}            | no card does this
            {'hardware':'vaapi'}                | {'kind':'video','pixel_format':'yuv420p10le'} | no card does this
            {'hardware':'qsv'}                  | {'kind':'video','bitrate':900000,'two_pass':true} | no card does this
            """)
    void options_that_contradict_an_output_are_refused(String options, String output, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> read(options, output));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'kind':'hls','ladder':'best'}                       | /outputs/0/ladder          | auto, content, or a list
            {'kind':'hls','ladder':[]}                           | /outputs/0/ladder          | 1 to 10
            {'kind':'dash','ladder':[{'height':720},{}]}         | /outputs/0/ladder/1/height | required
            {'kind':'hls','ladder':[{'height':9}]}               | /outputs/0/ladder/0/height | at least 64
            """)
    void qualities_that_cannot_be_are_refused_at_their_place(String output, String pointer, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> read("{}", output));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'kind':'hls','encryption':{}}                                                           | /outputs/0/encryption/method | required
            {'kind':'hls','encryption':{'method':'aes'}}                                             | /outputs/0/encryption/method | aes-128, cenc
            {'kind':'hls','encryption':{'method':'cenc'}}                                            | /outputs/0 | take a dash output
            {'kind':'dash','encryption':{'method':'aes-128'}}                                        | /outputs/0 | take an hls output
            {'kind':'hls','iframes':true,'encryption':{'method':'aes-128'}}                          | /outputs/0 | iframes cannot be had
            {'kind':'hls','encryption':{'method':'aes-128','key_rotation_segments':0}}               | /outputs/0/encryption/key_rotation_segments | at least 1
            {'kind':'dash','encryption':{'method':'cenc','key_rotation_segments':9}}                 | /outputs/0/encryption | key_rotation_segments is for aes-128
            {'kind':'hls','encryption':{'method':'aes-128','key_url':'ftp://a/'}}                    | /outputs/0/encryption/key_url | http or https
            {'kind':'hls','encryption':{'method':'aes-128','key_url':'https://a/ b'}}              | /outputs/0/encryption/key_url | http or https
            {'kind':'hls','encryption':{'method':'aes-128','key_url':'https://a/{kid}'}}             | /outputs/0/encryption/key_url | only {id} and {signed}
            {'kind':'hls','encryption':{'method':'aes-128','key_url':'https://a/','key_rotation_segments':9}} | /outputs/0/encryption | needs {id}
            {'kind':'dash','encryption':{'method':'cenc'}},{'kind':'quality'}                        | ''  | quality cannot look into
            """)
    void encryption_that_cannot_be_is_refused_with_a_way_out(String output, String pointer, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> read("{}", output));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @Test
    void encryption_survives_being_stored_and_leaves_out_play_lists_of_key_frames() {
        MediaSpec asked = spec(
                read(
                        "{}",
                        "{'kind':'hls','encryption':{'method':'aes-128','key_rotation_segments':3,'key_url':'https://a/{id}?s={signed}'}}"));

        assertThat(Json.read(Json.write(asked), JobSpec.class)).isEqualTo(asked);
        assertThat(((HlsOutput) asked.outputs().getFirst()).iframes()).isFalse();
        assertThat(Json.write(asked)).contains("\"aes-128\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'url':'https://a.example/1.mp4','upload':'upl_01kb5c8vq0e1x9f3m7t2r6w4zn'} | /source | exactly one of url, upload
            {'concat':[{'url':'https://a.example/1.mp4'}]}                     | /source/concat                | 2 to 16
            {'concat':[{'url':'https://a.example/1.mp4'},{}]}                  | /source/concat/1              | exactly one
            {'concat':[{'url':'https://a.example/1.mp4'},{'url':'file:///etc/passwd'}]} | /source/concat/1/url | http
            {'concat':[{'url':'https://a.example/1.mp4'},null]}                | /source/concat/1              | required
            {'concat':[{'url':'https://a.example/1.mp4'},{'concat':[]}]}       | /source/concat/1/concat       | concat
            {'image_sequence':{'fps':25}}                                      | /source/image_sequence/upload | required
            {'image_sequence':{'upload':'me','fps':25}}                        | /source/image_sequence/upload | upl_
            {'image_sequence':{'upload':'upl_01kb5c8vq0e1x9f3m7t2r6w4zn','fps':0.5}} | /source/image_sequence/fps | 1
            """)
    void sources_that_are_wrong_are_named(String source, String pointer, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> readSource(source, "{}", VIDEO));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'hdr':'keep'}          | {'kind':'video','codec':'hevc'}
            {'audio':{'track':1}}   | {'kind':'video'}
            {}                      | {'kind':'video','audio':{'codec':'copy'}}
            """)
    void what_parts_of_a_concat_do_not_share_is_refused(String options, String output) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> readSource(CONCAT, options, output));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().detail()).contains("single source");
    }

    @Test
    void parts_that_other_jobs_make_are_waited_for() {
        assertThat(spec(readSource(CONCAT, "{}", VIDEO)).sourceJobs())
                .isEqualTo(Map.of("/source/concat/1/artifact/job", "job_01kb5c8vq0e1x9f3m7t2r6w4zn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {CONCAT, "{'image_sequence':{'upload':'upl_01kb5c8vq0e1x9f3m7t2r6w4zn','fps':12}}"})
    void sources_survive_being_stored(String source) {
        MediaSource asked = spec(readSource(source, "{}", VIDEO)).source();

        assertThat(Json.read(Json.write(asked), MediaSource.class)).isEqualTo(asked);
    }

    @Test
    void vmaf_is_refused_with_what_there_is_instead() {
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> read("{}", VIDEO + ",{'kind':'quality','metrics':['ssim','vmaf']}"));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo("/outputs/1/metrics/1");
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase("psnr, ssim, xpsnr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'crop':'auto','rotate':270,'deinterlace':'never','fps':29.97,'hdr':'keep'}",
                "{'crop':{'width':640,'height':360},'audio':{'track':1,'channels':2,'normalize':{'target':-23}}}",
                "{'watermark':{'text':'© us','position':'top','opacity':0.5,'from_ms':0,'to_ms':1000}}",
                "{'trim':{'start_ms':1000},'strip_metadata':false,'name':'{source}-{output}'}"
            })
    void options_survive_being_stored(String options) {
        MediaOptions asked = spec(read(options, VIDEO)).media();

        assertThat(Json.read(Json.write(asked), MediaOptions.class)).isEqualTo(asked);
        assertThat(asked).isNotEqualTo(MediaOptions.defaults());
    }

    @Test
    void a_watermark_of_another_job_is_waited_for() {
        String job = "job_01kb5c8vq0e1x9f3m7t2r6w4zn";

        assertThat(spec(read("{'watermark':{'artifact':{'job':'" + job + "','name':'logo.png'}}}", VIDEO))
                        .sourceJobs())
                .isEqualTo(Map.of("/media/watermark/artifact/job", job));
    }

    private static MediaSpec spec(JobRequest request) {
        return (MediaSpec) request.spec();
    }

    private JobRequest read(String options, String output) {
        return readSource("{'url':'https://example.com/a.mp4'}", options, output);
    }

    private JobRequest readSource(String source, String options, String output) {
        return reader.read(
                ("{'type':'media','source':" + source + ",'media':" + options + ",'outputs':[" + output + "]}")
                        .replace('\'', '"')
                        .getBytes(UTF_8));
    }
}
