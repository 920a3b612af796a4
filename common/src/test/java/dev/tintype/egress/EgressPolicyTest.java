package dev.tintype.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
    private static final String PUBLIC = "93.184.215.14";
    private static final String PUBLIC_V6 = "2606:2800:21f:cb07::1";

    private static EgressPolicy policy(String... rules) {
        return EgressPolicy.of(List.of(rules)).withOwnAddresses(Set::of);
    }

    private static List<InetAddress> answers(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    }

    private static boolean allows(EgressPolicy policy, String host, int port, String... addresses) {
        return policy.decide(host, port, answers(addresses)) instanceof Decision.Allowed;
    }

    @Test
    void a_public_host_is_dialled_at_exactly_the_addresses_it_has() {
        Decision decision = policy().decide("example.com", 443, answers(PUBLIC, PUBLIC_V6));

        assertThat(decision).isEqualTo(new Decision.Allowed(answers(PUBLIC, PUBLIC_V6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254", "fd00::1", "::1"})
    void one_denied_answer_denies_them_all(String inside) {
        assertThat(allows(policy(), "example.com", 80, PUBLIC, inside)).isFalse();
        assertThat(allows(policy(), "example.com", 80, inside, PUBLIC)).isFalse();
        assertThat(allows(policy(), "example.com", 80, inside)).isFalse();
    }

    @Test
    void a_name_without_addresses_is_denied() {
        assertThat(allows(policy("example.com"), "example.com", 80)).isFalse();
    }

    @Test
    void an_address_is_judged_itself_whatever_a_look_up_says() {
        assertThat(allows(policy(), "127.0.0.1", 80, PUBLIC)).isFalse();
        assertThat(policy().decide(PUBLIC, 80, answers("127.0.0.1"))).isEqualTo(new Decision.Allowed(answers(PUBLIC)));
    }

    /** What smokescreen's own classification is tested with, and what it lets through and should not. */
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "127.0.0.1, false",
        "10.0.0.1, false",
        "192.168.0.1, false",
        "172.16.0.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "0.0.0.0, false",
        "255.255.255.255, false",
        "224.0.0.1, false",
        "192.0.0.1, false",
        "192.0.2.1, false",
        "198.18.0.1, false",
        "198.51.100.1, false",
        "203.0.113.1, false",
        "240.0.0.1, false",
        "[::], false",
        "[::1], false",
        "[2606:4700:4700::1111], true",
        "[fc00::1], false",
        "[fe80::1], false",
        "[ff02::1], false",
        "[::ffff:127.0.0.1], false",
        "[::ffff:8.8.8.8], false",
        "[::127.0.0.1], false",
        "[64:ff9b::7f00:1], false",
        "[64:ff9b::808:808], false",
        "[64:ff9b:1::7f00:1], false",
        "[2002:7f00:1::], false",
        "[2002:808:808::], false",
        "[2001::1], false",
        "[2001:db8::1], false",
        "[100::1], false",
        "[3fff::1], false",
        "[5f00::1], false",
        "2130706433, false",
        "0x7f.1, false",
        "017700000001, false",
        "127.1, false",
        "134744072, true"
    })
    void literal_hosts_are_classified(String host, boolean allowed) {
        assertThat(allows(policy(), host, 443)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "user@example.com", "999.1.1.1", "[::1", "a..b", "exa\r\nmple.com"})
    void an_unreadable_host_is_denied(String host) {
        assertThat(allows(policy(), host, 80, PUBLIC)).isFalse();
    }

    @Test
    void own_addresses_are_denied_even_if_public() {
        EgressPolicy policy = policy().withOwnAddresses(() -> Set.copyOf(answers(PUBLIC)));

        assertThat(allows(policy, "example.com", 80, PUBLIC)).isFalse();
        assertThat(allows(policy, PUBLIC, 80)).isFalse();
        assertThat(allows(policy, "example.com", 80, PUBLIC_V6)).isTrue();
    }

    @Test
    void this_machines_real_addresses_are_known() {
        assertThat(new OwnAddresses().get()).contains(InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource({"80, true", "443, true", "22, false", "25, false", "6379, false", "8080, false", "1, false"})
    void only_web_ports_are_open(int port, boolean open) {
        assertThat(allows(policy(), "example.com", port, PUBLIC)).isEqualTo(open);
        assertThat(allows(policy(), PUBLIC, port)).isEqualTo(open);
    }

    @Test
    void more_ports_open_on_public_hosts_only() {
        EgressPolicy policy = policy().withPorts(Set.of(8080));

        assertThat(allows(policy, "example.com", 8080, PUBLIC)).isTrue();
        assertThat(allows(policy, "example.com", 80, PUBLIC)).isTrue();
        assertThat(allows(policy, "example.com", 8080, "10.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // rule, host, port, answer, allowed
        "fixture.local:9000, fixture.local, 9000, 10.0.0.1, true",
        "fixture.local:9000, FIXTURE.local., 9000, 10.0.0.1, true",
        "fixture.local:9000, fixture.local, 9001, 10.0.0.1, false",
        "fixture.local:9000, fixture.local, 80, 10.0.0.1, false",
        "fixture.local:9000, fixture.local, 80, 93.184.215.14, true",
        "fixture.local:9000, other.local, 9000, 10.0.0.1, false",
        "fixture.local:9000, a.fixture.local, 9000, 10.0.0.1, false",
        "fixture.local, fixture.local, 80, 10.0.0.1, true",
        "fixture.local, fixture.local, 443, 10.0.0.1, true",
        "fixture.local, fixture.local, 9000, 10.0.0.1, false",
        "*.local:9000, a.local, 9000, 10.0.0.1, true",
        "*.local:9000, a.b.local, 9000, 10.0.0.1, true",
        "*.local:9000, local, 9000, 10.0.0.1, false",
        "*.local:9000, evillocal, 9000, 10.0.0.1, false",
        "*.LOCAL., a.local, 80, 10.0.0.1, true",
        "bücher.example:9000, xn--bcher-kva.example, 9000, 10.0.0.1, true",
        "127.0.0.1:9000, 127.0.0.1, 9000, , true",
        "127.0.0.1:9000, 0x7f.1, 9000, , true",
        "127.0.0.1:9000, fixture.local, 9000, 127.0.0.1, true",
        "127.0.0.1:9000, 127.0.0.2, 9000, , false",
        "127.0.0.1:9000, 127.0.0.1, 80, , false",
        "127.0.0.1:9000, [::ffff:127.0.0.1], 9000, , false",
        "127.0.0.1:9000, [::1], 9000, , false",
        "127.0.0.1, 127.0.0.1, 80, , true",
        "127.0.0.1, 127.0.0.1, 9000, , false",
        "10.0.0.0/8:9000, 10.255.255.255, 9000, , true",
        "10.0.0.0/8:9000, 11.0.0.0, 9000, , false",
        "10.0.0.0/8, 10.1.2.3, 80, , true",
        "0.0.0.0/0:9000, 10.1.2.3, 9000, , true",
        "0.0.0.0/0:9000, [::1], 9000, , false",
        "93.184.215.0/24:9000, example.com, 9000, 93.184.215.14, true",
        "[::1]:9000, [::1], 9000, , true",
        "[::1]/128:9000, [::1], 9000, , true",
        "[fd00::]/8, fixture.local, 443, fd12::1, true",
        "fd00::/8, fixture.local, 443, fd12::1, true",
        "::1, [::1], 80, , true",
        "[fd00::/8]:9000, [fd12::1], 9000, , true",
        "' fixture.local:9000 ', fixture.local, 9000, 10.0.0.1, true"
    })
    void a_rule_opens_what_it_says_and_nothing_else(
            String rule, String host, int port, @Nullable String answer, boolean allowed) {
        String[] answers = answer == null ? new String[0] : new String[] {answer};

        assertThat(allows(policy(rule), host, port, answers)).isEqualTo(allowed);
    }

    @Test
    void a_range_must_cover_every_answer_and_a_name_covers_them_all() {
        assertThat(allows(policy("10.0.0.0/8:9000"), "fixture.local", 9000, "10.0.0.1", "192.168.0.1"))
                .isFalse();
        assertThat(allows(policy("10.0.0.0/8"), "fixture.local", 80, "10.0.0.1", PUBLIC))
                .isTrue();
        assertThat(allows(policy("10.0.0.0/8:9000"), "fixture.local", 9000, "10.0.0.1", PUBLIC))
                .isFalse();
        assertThat(allows(policy("fixture.local"), "fixture.local", 80, "10.0.0.1", "192.168.0.1"))
                .isTrue();
    }

    @Test
    void blank_entries_mean_nothing() {
        assertThat(allows(policy("", " "), "127.0.0.1", 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/x",
                "fixture.local:0",
                "fixture.local:99999",
                "fixture.local:http",
                "fixture.local:",
                "http://fixture.local",
                "fixture.local/path",
                "*",
                "*:80",
                "*.",
                "*.127.0.0.1",
                "a.*.b",
                "[fd00::/129]",
                "[fd00::",
                "fd00::/8:80",
                "user@fixture.local",
                "999.0.0.1"
            })
    void an_unreadable_rule_is_named_with_the_forms_there_are(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EgressPolicy.of(List.of("fine.example", rule)))
                .withMessageStartingWith("Egress rule '" + rule + "' ")
                .withMessageContaining("host[:port], *.host[:port], IPv4[/length][:port] or [IPv6][/length][:port]");
    }

    @Test
    void a_reason_never_tells_what_a_name_resolves_to() {
        for (String inside : List.of("10.1.2.3", "127.0.0.1", "fd00::77", "169.254.169.254")) {
            assertThat(policy().decide("secret.example", 80, answers(PUBLIC, inside)))
                    .isEqualTo(new Decision.Denied("the host does not have a public address"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, the address is not public (Loopback)",
        "http://2130706433/, the address is not public (Loopback)",
        "http://0x7f.1/x?y, the address is not public (Loopback)",
        "http://[::1]:80/, the address is not public (Loopback)",
        "http://[::ffff:127.0.0.1]/, the address is not public (IPv4-mapped)",
        "https://169.254.169.254/latest, the address is not public (Link local (cloud metadata))",
        "http://localhost/, the host does not have a public address",
        "http://LOCALHOST./, the host does not have a public address",
        "http://a.localhost:8080/, the host does not have a public address",
        "http://example.com:22/, port 22 is not open",
        "https://93.184.215.14:8443/, port 8443 is not open",
        "http://1.2.3.4.5/, the host looks like an IPv4 address and is none",
        "http://user@example.com/, the host is not a host name",
        "mailto:x, the host is not a host name"
    })
    void what_is_certainly_denied_is_refused_before_any_look_up(String url, String reason) {
        assertThat(policy().precheck(URI.create(url))).contains(new Decision.Denied(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, fixture.local",
        "https://example.com/, fixture.local",
        "https://93.184.215.14/, fixture.local",
        "http://127.0.0.1:9000/, 127.0.0.1:9000",
        "http://localhost:9000/, localhost:9000",
        "http://localhost:9000/, 127.0.0.1:9000",
        "http://localhost:9000/, [::1]:9000",
        "http://fixture.local:9000/, fixture.local:9000",
        "http://fixture.local:9000/, 10.0.0.0/8:9000"
    })
    void what_only_a_look_up_can_tell_passes_the_precheck(String url, String rule) {
        assertThat(policy(rule).precheck(URI.create(url))).isEmpty();
    }
}
