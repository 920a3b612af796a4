package dev.tintype.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0x7f000001, 127.0.0.1",
        "0X7F.1, 127.0.0.1",
        "0x7f.1, 127.0.0.1",
        "017700000001, 127.0.0.1",
        "0177.0.0.01, 127.0.0.1",
        "127.1, 127.0.0.1",
        "127.0.1, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "0, 0.0.0.0",
        "0x, 0.0.0.0",
        "1.0x, 1.0.0.0",
        "4294967295, 255.255.255.255",
        "00000000000000000000000000000177.0.0.1, 127.0.0.1",
        "１２７。０．０.1, 127.0.0.1",
        "192.168.257, 192.168.1.1"
    })
    void numbers_are_read_as_a_browser_reads_them(String host, String text) {
        assertThat(Host.parse(host)).isInstanceOf(Host.Literal.class);
        assertThat(Host.parse(host).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "[::1], [::1]",
        "[0:0:0:0:0:0:0:1], [::1]",
        "[::], [::]",
        "[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
        "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0]",
        "[::ffff:127.0.0.1], [::ffff:7f00:1]",
        "[::ffff:7f00:1], [::ffff:7f00:1]",
        "[64:ff9b::10.0.0.1], [64:ff9b::a00:1]"
    })
    void ipv6_has_one_spelling(String host, String text) {
        assertThat(Host.parse(host).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "Example.COM, example.com",
        "example.com., example.com",
        "localhost., localhost",
        "bücher.example, xn--bcher-kva.example",
        "ｌｏｃａｌｈｏｓｔ, localhost",
        "my_host, my_host",
        "1.example, 1.example",
        "0x7f.example, 0x7f.example",
        "0xg, 0xg",
        "xn--bcher-kva.example, xn--bcher-kva.example"
    })
    void names_have_one_spelling(String host, String text) {
        assertThat(Host.parse(host)).isEqualTo(new Host.Name(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                ".a",
                "a b",
                "a%41",
                "user@host",
                "host\\evil",
                "256.1.1.1",
                "1.2.3.4.5",
                "1.2.3.256",
                "127.0.0.08",
                "08",
                "example.256",
                "4294967296",
                "99999999999999999999",
                "a.0x7g1.1",
                "[::1",
                "::1",
                "[]",
                "[1:2:3]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[::1:2:3:4:5:6:7:8]",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[::1.2.3]",
                "[1.2.3.4::]",
                "[127.0.0.01]",
                "[12345::]",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example"
            })
    void what_no_browser_accepts_is_refused(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> Host.parse(host));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com:80",
        "example.com:, example.com:80",
        "example.com:8080, example.com:8080",
        "[::1]:443, [::1]:443",
        "[::1], [::1]:80",
        "0x7f.1:0443, 127.0.0.1:443"
    })
    void an_authority_has_one_spelling(String authority, String text) {
        assertThat(HostPort.parse(authority, 80)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@example.com",
                "user:80@example.com",
                "example.com:0",
                "example.com:65536",
                "example.com:-1",
                "example.com:+80",
                "example.com:80:80",
                "example.com:８０",
                "[::1]80",
                "[::1]:x",
                ":80",
                "[::1]x:80"
            })
    void an_authority_with_anything_else_is_refused(String authority) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(authority, 80));
    }
}
