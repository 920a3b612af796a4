package dev.tintype.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.EventType;
import dev.tintype.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryErrorTest {
    @ParameterizedTest
    @EnumSource
    void json_and_the_ledger_spell_an_error_alike_and_the_documentation_has_it(DeliveryError error) throws IOException {
        assertThat(Json.write(error)).isEqualTo("\"" + error.wireName() + "\"");
        assertThat(DeliveryError.ofWireName(error.wireName())).isEqualTo(error);
        assertThat(Files.readString(Path.of("..", "docs", "errors.md"))).contains("| `" + error.wireName() + "` |");
    }

    @ParameterizedTest
    @EnumSource
    void json_and_the_ledger_spell_an_event_alike_and_the_documentation_has_it(EventType type) throws IOException {
        assertThat(Json.write(type)).isEqualTo("\"" + type.wireName() + "\"");
        assertThat(EventType.ofWireName(type.wireName())).isEqualTo(type);
        assertThat(Files.readString(Path.of("..", "docs", "callbacks.md"))).contains("`" + type.wireName() + "`");
    }

    @Test
    void only_ends_are_told_unless_said() {
        assertThat(EventType.ENDS).allMatch(EventType::ofJob).hasSize(4);
    }
}
