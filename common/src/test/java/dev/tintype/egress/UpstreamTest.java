package dev.tintype.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {
    @Test
    void an_address_with_a_login_is_read_and_never_shown_with_it() {
        Upstream read = Upstream.parse("berlin", "http://ada:p%40ss+1@proxy.example:8080");

        assertThat(read.kind()).isEqualTo(Upstream.Kind.HTTP);
        assertThat(read.address()).hasToString("proxy.example:8080");
        assertThat(read.username()).isEqualTo("ada");
        assertThat(read.password()).isEqualTo("p@ss+1");
        assertThat(read).hasToString("berlin (http://proxy.example:8080)");
    }

    @Test
    void without_a_port_it_is_the_usual_one() {
        assertThat(Upstream.parse("a", "socks5://proxy.example").address()).hasToString("proxy.example:1080");
        assertThat(Upstream.parse("a", "http://proxy.example/").address()).hasToString("proxy.example:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "https://proxy.example",
                "http://",
                "http://a/b",
                "http://s3cret@",
                "http://a b"
            })
    void what_is_no_proxy_is_refused_without_being_quoted(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Upstream.parse("a", url))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
}
