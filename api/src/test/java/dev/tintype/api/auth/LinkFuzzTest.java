package dev.tintype.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Whatever the parameters of a link are: it is not let in, unless it is the one that was signed. */
class LinkFuzzTest {
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(1_900_000_000L), ZoneOffset.UTC);
    private static final PixashotLinks LINKS = new PixashotLinks("a-secret-that-nobody-knows", NOW);
    /** What is signed in the corpus, so that the fuzzer begins with a good link. */
    private static final Set<String> SIGNED = Set.of("expires", "signature", "url");

    @FuzzTest(maxDuration = "1m")
    void any_link_but_a_signed_one_is_refused(byte[] bytes) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        for (String pair : new String(bytes, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.merge(name, new String[] {value}, (a, b) -> new String[] {a[0], b[0]});
        }

        boolean in = LINKS.caller(parameters).isPresent();

        if (in) {
            assertThat(parameters.keySet()).isEqualTo(SIGNED);
            assertThat(parameters.values().stream().flatMap(Arrays::stream))
                    .contains("https://example.com/", "1900000060")
                    .hasSize(3);
        }
    }
}
