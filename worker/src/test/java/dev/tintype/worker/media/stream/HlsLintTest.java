package dev.tintype.worker.media.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lint lets a right package pass and names each single fault put into it. */
class HlsLintTest {
    private static final String MASTER = """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=100000,CODECS="avc1.64001e",RESOLUTION=320x180,FRAME-RATE=25.000
            low.m3u8
            """;
    private static final String MEDIA = """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:2
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-MAP:URI="low.mp4",BYTERANGE="100@0"
            #EXTINF:2.0,
            #EXT-X-BYTERANGE:900@100
            low.mp4
            #EXT-X-ENDLIST
            """;

    @Test
    void a_right_package_passes() {
        assertThat(findings(MASTER, MEDIA, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CODECS="avc1.64001e",            |                                   | without CODECS
            RESOLUTION=320x180,              |                                   | without RESOLUTION
            AVERAGE-BANDWIDTH=100000,        |                                   | without AVERAGE-BANDWIDTH
            AVERAGE-BANDWIDTH=100000         | AVERAGE-BANDWIDTH=300000          | above its BANDWIDTH
            FRAME-RATE=25.000                | FRAME-RATE=120.000                | more than 60 frames
            CODECS="avc1.64001e"             | CODECS="avc1.64001e",AUDIO="none" | group that is not there
            low.m3u8                         | lost.m3u8                         | lost.m3u8, which is not there
            EXTINF:2.0                       | EXTINF:2.6                        | longer than EXT-X-TARGETDURATION
            900@100                          | 901@100                           | bytes behind the end
            EXT-X-ENDLIST                    |                                   | has no end
            """)
    void a_fault_is_named(String right, @Nullable String wrong, String finding) {
        String put = wrong == null ? "" : wrong;

        assertThat(findings(MASTER.replace(right, put), MEDIA.replace(right, put), false))
                .singleElement()
                .asString()
                .contains(finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #EXT-X-KEY:METHOD=AES-128,URI="k" |                                   | no key for its first segment
            METHOD=AES-128,URI="k"            | METHOD=NONE                       | key without METHOD or URI
            896@100                           | 895@100                           | no whole number of blocks
            #EXT-X-MAP                        | #EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP | parts of encrypted segments
            """)
    void a_fault_in_what_is_encrypted_is_named(String right, @Nullable String wrong, String finding) {
        String media = MEDIA.replace("#EXTINF", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF")
                .replace("900@100", "896@100");
        assertThat(findings(MASTER, media, true)).isEmpty();

        String put = wrong == null ? "" : wrong.replace("\\n", "\n");
        assertThat(findings(MASTER, media.replace(right, put), true))
                .singleElement()
                .asString()
                .contains(finding);
    }

    private static List<String> findings(String master, String media, boolean encrypted) {
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("hls.m3u8", master);
        lists.put("low.m3u8", media);
        return new HlsLint(lists, Map.of("low.mp4", 1000L), encrypted).findings();
    }
}
