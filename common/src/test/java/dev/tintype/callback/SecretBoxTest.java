package dev.tintype.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(() -> new byte[32]);

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
        SecretBox other = new SecretBox(() -> {
            byte[] key = new byte[32];
            key[0] = 1;
            return key;
        });

        assertThatThrownBy(() -> box.open(sealed, "we_2")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.open(sealed, "we_1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void any_changed_byte_ends_it() {
        byte[] sealed = Base64.getDecoder().decode(box.seal("whsec_secret", "we_1"));

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            String text = Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> box.open(text, "we_1")).as("byte " + i).isInstanceOf(IllegalStateException.class);
        }
    }
}
