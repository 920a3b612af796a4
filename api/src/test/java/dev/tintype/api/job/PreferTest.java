package dev.tintype.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            wait=20                         | 20 | false
            Wait=20                         | 20 | false
            wait="20"                       | 20 | false
            wait = 20; foo=bar              | 20 | false
            wait=5, wait=10                 | 5  | false
            wait=600                        | 60 | false
            wait=999999999                  | 60 | false
            wait=0                          | 0  | false
            wait=-1                         | 0  | false
            wait=soon                       | 0  | false
            wait                            | 0  | false
            respond-async                   | 0  | true
            Respond-Async; x, wait=7        | 7  | true
            return=minimal, wait=7, foo     | 7  | false
            respond-asynchronously          | 0  | false
            ,,                              | 0  | false
            """)
    void wishes_are_read_and_nonsense_is_ignored(String header, int seconds, boolean async) {
        Prefer prefer = Prefer.of(List.of(header));

        assertThat(prefer.patience()).hasSeconds(seconds);
        assertThat(prefer.respondAsync()).isEqualTo(async);
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(Prefer.of(List.of("respond-async", "wait=3")))
                .isEqualTo(Prefer.of(List.of("respond-async, wait=3")));
        assertThat(Prefer.of(List.of()).patience()).isZero();
    }
}
