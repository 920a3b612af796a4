package dev.tintype.worker.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever a file begins with: it is said what it looks like, a play list is seen for one, and nothing of it is quoted. */
class PlaylistFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void any_beginning_looks_like_something_and_is_not_quoted(byte[] head) {
        String looks = Looks.of(head);

        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        assertThat(looks).isNotBlank().matches("[A-Za-z ]+");
        if (text.startsWith("#EXTM3U")) {
            assertThat(looks).isEqualTo("a play list");
        }
    }
}
