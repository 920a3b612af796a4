package dev.tintype.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
    private static final String OLD = "an-old-key-that-sealed-until-now";
    private static final String NEW = "a-new-key-that-seals-from-now-on";

    private final SecretBox box = box(OLD);

    private static SecretBox box(String... keys) {
        return new SecretBox(new SealKeys(List.of(keys)), "a-purpose");
    }

    @Test
    void what_was_sealed_opens_at_its_place() {
        String sealed = box.seal("whsec_secret", "we_1");

        assertThat(sealed).doesNotContain("whsec");
        assertThat(box.open(sealed, "we_1")).isEqualTo("whsec_secret");
        assertThat(box.seal("whsec_secret", "we_1")).isNotEqualTo(sealed);
    }

    @Test
    void it_opens_nowhere_else_and_with_no_other_key() {
        String sealed = box.seal("whsec_secret", "we_1");
        SecretBox ofAnotherPurpose = new SecretBox(new SealKeys(List.of(OLD)), "another");

        assertThatThrownBy(() -> box.open(sealed, "we_2")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box(NEW).open(sealed, "we_1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TINTYPE_SEAL_KEYS");
        assertThatThrownBy(() -> ofAnotherPurpose.open(sealed, "we_1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_new_key_seals_and_the_old_one_opens_yet() {
        String old = box.seal("whsec_secret", "we_1");
        SecretBox both = box(NEW, OLD);

        String fresh = both.seal("whsec_secret", "we_1");

        assertThat(both.open(old, "we_1")).isEqualTo("whsec_secret");
        assertThat(box(NEW).open(fresh, "we_1")).isEqualTo("whsec_secret");
        assertThatThrownBy(() -> box.open(fresh, "we_1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void any_changed_byte_ends_it() {
        String whole = box.seal("whsec_secret", "we_1");
        String id = whole.substring(0, whole.indexOf('.') + 1);
        byte[] sealed = Base64.getDecoder().decode(whole.substring(id.length()));

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            String text = id + Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> box.open(text, "we_1")).as("byte " + i).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "no dot", "x.AAAA", "00000000.", "00000000.!!!", "00000000.AAAA"})
    void what_is_no_sealed_text_does_not_open(String text) {
        assertThatThrownBy(() -> box.open(text, "we_1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void weak_keys_are_refused_without_being_shown() {
        assertThatThrownBy(() -> box("too-short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has a key of fewer than 32 characters");
        assertThatThrownBy(() -> new SealKeys(List.of())).hasMessage("has no key");
        assertThat(new SealKeys(List.of(OLD)).toString()).doesNotContain("old");
    }
}
