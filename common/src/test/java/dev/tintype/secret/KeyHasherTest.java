package dev.tintype.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Answers that {@code printf 'pepperthe-token' | sha256sum} gives. Were they others one day, every key would be refused. */
class KeyHasherTest {
    @Test
    void a_key_is_kept_as_its_hash_with_the_pepper() {
        assertThat(new KeyHasher("pepper").hash("the-token"))
                .isEqualTo("d485a9b97166e2fc38670874b36616677dc6a5ae13ce3ac951e60d4489d328b6");
        assertThat(new KeyHasher(null).hash("the-token"))
                .isEqualTo("c2a73fcf61dfbdcadc79a10ba330b2ef5eb66fc0a6735ed69b796bb3c97b97ae");
    }

    @Test
    void a_chosen_key_has_a_name_that_tells_nothing_of_its_hash() {
        assertThat(new KeyHasher("pepper").kidOfChosen("the-token")).isEqualTo("chosen-8121b92006c1");
    }
}
