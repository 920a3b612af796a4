package dev.tintype.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"0,0 bytes", "999,999 bytes", "1000,1.0 kB", "48213,48.2 kB", "999999,1.0 MB", "1300000000,1.3 GB"})
    void sizes(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "84,84 ms",
        "949,949 ms",
        "950,1.0 s",
        "59949,59.9 s",
        "59950,1 m 0 s",
        "125000,2 m 5 s",
        "12000000,3 h 20 m"
    })
    void durations(long millis, String words) {
        assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"-5,now", "1,now", "59,59 s ago", "60,1 m ago", "3600,1 h ago", "90000,1 d ago"})
    void ages(long seconds, String words) {
        Instant then = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(Words.age(then, then.plusSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void tables_are_as_wide_as_their_widest_cells() {
        assertThat(new Table("A", "B", "C")
                        .row("1", "22222", "3")
                        .row("111", "2", "")
                        .lines())
                .containsExactly("A    B      C", "1    22222  3", "111  2");
    }
}
