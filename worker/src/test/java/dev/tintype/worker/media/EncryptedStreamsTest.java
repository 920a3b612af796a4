package dev.tintype.worker.media;

import static dev.tintype.worker.media.OutputsTest.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.DashOutput;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.QualityOutput;
import dev.tintype.mediakey.MediaKeyId;
import dev.tintype.mediakey.MediaKeys;
import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted streams, decrypted by other means than they were encrypted with, and read by FFmpeg. */
class EncryptedStreamsTest {
    private static final MediaHarness HARNESS = new MediaHarness();
    private static final String TWO =
            "\"ladder\":[{\"height\":180},{\"height\":90}],\"speed\":\"fastest\",\"segment_s\":1";
    private static final Pattern KEY = Pattern.compile("#EXT-X-KEY:METHOD=AES-128,URI=\"([^\"]+)\"");

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    @Test
    void every_segment_is_decrypted_by_its_key_and_number_to_what_plays() throws Exception {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(
                        HlsOutput.class,
                        "{" + TWO
                                + ",\"encryption\":{\"method\":\"aes-128\",\"key_rotation_segments\":2,\"key_url\":\"https://k.example/{id}\"}}"));

        assertThat(made.names())
                .containsExactlyInAnyOrder(
                        "hls.m3u8",
                        "hls-180p.m3u8",
                        "hls-90p.m3u8",
                        "hls-audio.m3u8",
                        "stream-180p.m4s",
                        "stream-90p.m4s",
                        "stream-audio.m4s");
        assertThat(made.facts("hls.m3u8").get("lint")).isEqualTo("passed");
        assertThat(Json.write(Objects.requireNonNull(made.facts("hls.m3u8").get("encryption"))))
                .contains(
                        "\"method\":\"aes-128\"",
                        "\"keys\":2",
                        "\"key_id\":\"" + made.job().id() + ".stream.0\"");
        assertThat(plain(made, "180p", "frame=pict_type")).hasSize(75);
        assertThat(plain(made, "90p", "frame=pict_type")).hasSize(75);
        assertThat(plain(made, "audio", "stream=codec_name")).containsExactly("aac");
    }

    /** What ffprobe says of a track when its segments were decrypted, one by one. */
    private List<String> plain(MediaAttempt made, String track, String entries) throws Exception {
        String text = made.text("hls-" + track + ".m3u8");
        byte[] file = Files.readAllBytes(made.file("stream-" + track + ".m4s"));
        MediaPlaylist list = new MediaPlaylistParser().readPlaylist(text);
        ByteRange init = list.mediaSegments()
                .getFirst()
                .segmentMap()
                .orElseThrow()
                .byteRange()
                .orElseThrow();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(part(file, init));
        assertThat(text.indexOf("#EXT-X-MAP")).as("in the clear").isLessThan(text.indexOf("#EXT-X-KEY"));
        int number = 0;
        String url = "";
        for (MediaSegment segment : list.mediaSegments()) {
            url = segment.segmentKey().flatMap(key -> key.uri()).orElse(url);
            assertThat(url).isEqualTo("https://k.example/" + made.job().id() + ".stream." + number / 2);
            byte[] part = part(file, segment.byteRange().orElseThrow());
            assertThat(new String(part, StandardCharsets.ISO_8859_1)).doesNotContain("moof");
            whole.write(decrypted(part, key(made, url.substring(url.lastIndexOf('/') + 1)), number));
            number++;
        }
        return Clips.ask(Files.write(folder.resolve(track + ".mp4"), whole.toByteArray()), entries);
    }

    private static byte[] part(byte[] file, ByteRange range) {
        int from = Math.toIntExact(range.offset().orElseThrow());
        return Arrays.copyOfRange(file, from, from + Math.toIntExact(range.length()));
    }

    private static byte[] key(MediaAttempt made, String text) {
        MediaKeyId id = MediaKeyId.parse(text).orElseThrow();
        String sealed = Objects.requireNonNull(made.sealedKeys().get(id.stream()));
        return new MediaKeys(MediaHarness.SEALS)
                .open("tests", id, sealed)
                .orElseThrow()
                .key(id.number());
    }

    private static byte[] decrypted(byte[] part, byte[] key, int number) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        byte[] iv = ByteBuffer.allocate(16).putLong(0).putLong(number).array();
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(part);
    }

    @Test
    void without_a_key_url_play_lists_have_a_link_to_every_key_for_as_long_as_the_job_is_kept() {
        MediaAttempt made = HARNESS.make(
                Clips.silent(), output(HlsOutput.class, "{" + TWO + ",\"encryption\":{\"method\":\"aes-128\"}}"));

        List<String> urls = KEY.matcher(made.text("hls-180p.m3u8"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(urls)
                .singleElement()
                .asString()
                .startsWith("/v1/keys/media/" + made.job().id() + ".stream.0?expires=");
        MatchResult expires = Pattern.compile("expires=(\\d+)")
                .matcher(urls.getFirst())
                .results()
                .findFirst()
                .orElseThrow();
        long day = 86_400;
        assertThat(Long.parseLong(expires.group(1)) - System.currentTimeMillis() / 1000)
                .isBetween(day - 60, 2 * day);
    }

    @Test
    void quality_is_measured_of_the_picture_in_the_clear() {
        MediaAttempt made = HARNESS.make(
                Clips.silent(),
                output(HlsOutput.class, "{" + TWO + ",\"encryption\":{\"method\":\"aes-128\"}}"),
                output(QualityOutput.class, "{\"metrics\":[\"ssim\"]}"));

        assertThat(made.number("quality.json", "renditions")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h264", "hevc", "av1"})
    void samples_are_encrypted_by_the_common_scheme_and_play_with_the_key_alone(String codec) throws Exception {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(
                        DashOutput.class,
                        "{" + TWO + ",\"codec\":\"" + codec + "\",\"encryption\":{\"method\":\"cenc\"}}"));

        String key = HexFormat.of().formatHex(key(made, made.job().id() + ".stream.0"));
        assertThat(made.text("dash.mpd"))
                .contains("cenc:default_KID=\"", "e2719d58-a985-b3c9-781a-b030af78d30e", "dashif:Laurl")
                .contains("/v1/keys/media/" + made.job().id() + ".stream.0?expires=")
                .doesNotContain(key);
        assertThat(Json.write(made.report()))
                .contains("\"-encryption_key\",\"***\"")
                .doesNotContain(key);
        for (String track : List.of("stream-180p.mp4", "stream-90p.mp4")) {
            assertThat(Clips.ask(made.file(track), "frame=pict_type", "-decryption_key", key))
                    .as(track)
                    .hasSize(75);
            assertThat(hashes(made.file(track), "-decryption_key", key)).isNotEqualTo(hashes(made.file(track)));
        }
    }

    /** Of the packets as a decoder gets them. */
    private static String hashes(Path file, String... before) {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error"));
        arguments.addAll(List.of(before));
        arguments.addAll(List.of("-i", file.toString(), "-map", "0:v", "-c", "copy", "-f", "md5", "-"));
        return Clips.ffmpeg(arguments);
    }

    @Test
    void no_two_tracks_of_one_key_begin_at_the_same_counter() throws Exception {
        MediaAttempt made = HARNESS.make(
                Clips.plain(), output(DashOutput.class, "{" + TWO + ",\"encryption\":{\"method\":\"cenc\"}}"));

        assertThat(List.of(
                        counter(made.file("stream-180p.mp4")),
                        counter(made.file("stream-90p.mp4")),
                        counter(made.file("stream-audio.mp4"))))
                .doesNotHaveDuplicates();
    }

    /** The first IV in the first box {@code senc}: ISO/IEC 23001-7 §7.2. */
    private static String counter(Path file) throws Exception {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf("senc") + 4 + 4 + 4;
        return HexFormat.of().formatHex(bytes.substring(at, at + 8).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void encrypted_and_clear_streams_are_two_sets_of_tracks() {
        String aes = "{" + TWO + ",\"encryption\":{\"method\":\"aes-128\"}}";
        MediaAttempt made = HARNESS.make(
                Clips.silent(),
                output(HlsOutput.class, aes),
                output(HlsOutput.class, aes),
                output(DashOutput.class, "{" + TWO + "}"));

        assertThat(made.names()).contains("hls.m3u8", "hls-2.m3u8", "stream-180p.m4s", "stream-2-180p.mp4");
        assertThat(made.names()).doesNotContain("stream-180p.mp4", "stream-2-180p.m4s");
        assertThat(made.sealedKeys()).containsOnlyKeys("stream");
        assertThat(made.text("hls-2-180p.m3u8")).contains(made.job().id() + ".stream.0?");
    }
}
