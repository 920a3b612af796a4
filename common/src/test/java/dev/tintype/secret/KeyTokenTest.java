package dev.tintype.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokenTest {
    @RepeatedTest(20)
    void a_new_token_reads_back() {
        KeyToken token = KeyToken.create();

        assertThat(token.reveal()).matches("tt_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9a-f]{8}");
        assertThat(KeyToken.parse(token.reveal())).map(KeyToken::kid).contains(token.kid());
    }

    @Test
    void one_wrong_letter_anywhere_is_noticed() {
        String token = KeyToken.create().reveal();
        for (int i = 0; i < token.length(); i++) {
            char wrong = token.charAt(i) == '0' ? '1' : '0';
            assertThat(KeyToken.parse(token.substring(0, i) + wrong + token.substring(i + 1)))
                    .as("letter %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tt_live_", "tt_live_a_b_c", "Bearer x"})
    void what_is_no_token_is_none(String text) {
        assertThat(KeyToken.parse(text)).isEmpty();
    }
}
