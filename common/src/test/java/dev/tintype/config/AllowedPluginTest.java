package dev.tintype.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.Pool;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPluginTest {
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void a_setting_names_the_pool_and_the_jar() {
        assertThat(AllowedPlugin.of("invoice", " Media:" + HASH.toUpperCase(Locale.ROOT)))
                .isEqualTo(new AllowedPlugin("invoice", Pool.MEDIA, HASH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HASH, "media", "media:abc", "noop:" + HASH, "media:" + HASH + "0", "media " + HASH})
    void anything_else_is_refused_with_the_way_to_write_it(String value) {
        assertThatThrownBy(() -> AllowedPlugin.of("invoice", value))
                .hasMessageContaining("TINTYPE_PLUGINS_ALLOWED_INVOICE")
                .isInstanceOfSatisfying(
                        BadSetting.class, e -> assertThat(e.wayOut()).contains("media:$(sha256sum plugin.jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-voice", "Invoice", "1st", "a b"})
    void so_is_a_name_that_no_request_can_give(String name) {
        assertThatThrownBy(() -> AllowedPlugin.of(name, "media:" + HASH))
                .isInstanceOfSatisfying(
                        BadSetting.class, e -> assertThat(e.wayOut()).contains("letters and digits"));
    }
}
