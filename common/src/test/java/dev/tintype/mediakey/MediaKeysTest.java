package dev.tintype.mediakey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobId;
import dev.tintype.seal.SealKeys;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKeysTest {
    private static final String OLD = "an-old-key-that-sealed-until-now";
    private static final String NEW = "a-new-key-that-seals-from-now-on";
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);

    private final JobId job = JobId.create();
    private final MediaKeyId id = new MediaKeyId(job, "stream", 1);
    private final MediaKeys keys = new MediaKeys(new SealKeys(List.of(OLD)));
    private final MediaKeyLinks links = new MediaKeyLinks(new SealKeys(List.of(OLD)));

    @Test
    void what_was_sealed_gives_the_same_keys_again_for_its_tenant_and_stream_alone() {
        StreamKey key = StreamKey.create();

        String sealed = keys.seal("acme", job, "stream", key, 2);

        assertThat(keys.open("acme", id, sealed).orElseThrow().key(1)).isEqualTo(key.key(1));
        assertThat(sealed).doesNotContain(key.text());
        assertThatThrownBy(() -> keys.open("other", id, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.open("acme", new MediaKeyId(job, "stream-2", 1), sealed))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keys.open("acme", new MediaKeyId(job, "stream", 2), sealed))
                .as("a third key of two")
                .isEmpty();
    }

    @Test
    void every_key_and_every_name_of_a_key_is_another() {
        StreamKey key = StreamKey.create();
        HexFormat hex = HexFormat.of();

        assertThat(List.of(
                        hex.formatHex(key.key(0)),
                        hex.formatHex(key.key(1)),
                        hex.formatHex(key.kid(0)),
                        hex.formatHex(key.kid(1)),
                        hex.formatHex(StreamKey.create().key(0))))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSize(32));
    }

    @Test
    void a_link_is_good_until_its_moment_for_its_key_alone() {
        String link = links.sign(id, NOW.plusSeconds(1));

        assertThat(link).startsWith("/v1/keys/media/" + id + "?");
        assertThat(good(links, link, NOW)).isTrue();
        assertThat(good(links, link, NOW.plusSeconds(1))).isFalse();
        assertThat(good(links, link.replace(".stream.1", ".stream.0"), NOW)).isFalse();
        assertThat(good(links, link + "&more=1", NOW)).isFalse();
        for (int i = link.indexOf('?') + 1; i < link.length(); i++) {
            String other = link.substring(0, i) + (link.charAt(i) == 'x' ? 'y' : 'x') + link.substring(i + 1);
            assertThat(good(links, other, NOW)).as(other).isFalse();
        }
    }

    @Test
    void links_made_before_a_new_key_came_are_good_yet() {
        String link = links.sign(id, NOW.plusSeconds(1));

        assertThat(good(new MediaKeyLinks(new SealKeys(List.of(NEW, OLD))), link, NOW))
                .isTrue();
        assertThat(good(new MediaKeyLinks(new SealKeys(List.of(NEW))), link, NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "job_x.stream.0",
                "J.stream",
                "J.stream.01",
                "J.stream.-1",
                "J..0",
                "J.a/b.0",
                "J.stream.9999999"
            })
    void what_is_no_id_is_none(String text) {
        assertThat(MediaKeyId.parse(text.replace("J", job.value()))).isEmpty();
        assertThat(MediaKeyId.parse(id.toString())).contains(id);
    }

    private static boolean good(MediaKeyLinks links, String link, Instant now) {
        String[] parts = link.substring(MediaKeyLinks.PATH.length()).split("\\?", 2);
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : parts[1].split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return links.isGood(parts[0], parameters, now);
    }
}
