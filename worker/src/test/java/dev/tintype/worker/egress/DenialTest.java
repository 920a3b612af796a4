package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.worker.egress.ProxyClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be reached is not reached: not one connection arrives. */
class DenialTest {
    private final AtomicInteger lookups = new AtomicInteger();
    private final Sink v4;
    /** Where this machine has IPv6; where it has none, nobody can be there to hear. */
    private final List<Sink> v6 = new ArrayList<>();

    private final EgressProxy proxy;

    DenialTest() throws IOException {
        v4 = new Sink("127.0.0.1");
        if (ownAddresses().contains(InetAddress.ofLiteral("::1"))) {
            v6.add(new Sink(InetAddress.ofLiteral("::1"), v4.port()));
        }
        // The sinks' port is open to everyone, so that it is the address that is refused.
        proxy = proxy(
                EgressPolicy.of(List.of()).withPorts(Set.of(v4.port())),
                name -> List.of(InetAddress.ofLiteral(name.startsWith("six") ? "::1" : "127.0.0.1")));
    }

    private EgressProxy proxy(EgressPolicy policy, Resolver resolver) {
        return EgressProxy.start(policy, EgressBudget.DEFAULT, ProxySettings.DEFAULT.withResolver(name -> {
            lookups.incrementAndGet();
            return resolver.resolve(name);
        }));
    }

    @BeforeEach
    void begin() {
        proxy.begin();
    }

    @AfterEach
    void nothing_was_heard() throws IOException {
        proxy.close();
        try (v4) {
            assertThat(v4.heardNothing()).isTrue();
        }
        for (Sink sink : v6) {
            try (sink) {
                assertThat(sink.heardNothing()).isTrue();
            }
        }
    }

    private static Set<InetAddress> ownAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .collect(Collectors.toSet());
    }

    private static void assertDenied(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.egress()).isEqualTo("egress_denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "0x7f.1",
                "0X7F000001",
                "017700000001",
                "127.1",
                "127.0.0.1.",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "rebound.example",
                "six.example",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[::]",
                "0",
                "0.0.0.0"
            })
    void every_spelling_of_this_machine_is_refused(String host) throws IOException {
        assertDenied(ProxyClient.get(proxy, "http://" + host + ":" + v4.port() + "/"));
        assertDenied(ProxyClient.connect(proxy, host + ":" + v4.port()));
        assertThat(proxy.report().refusalOf(host)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
            assertThat(refusal.port()).isEqualTo(v4.port());
        });
        assertThat(proxy.report().connections()).isZero();
    }

    @Test
    void the_addresses_of_every_interface_are_refused() throws IOException {
        assertThat(ownAddresses()).isNotEmpty();
        for (InetAddress address : ownAddresses()) {
            String text = address.getHostAddress().replaceFirst("%.*", "");
            String host = text.indexOf(':') < 0 ? text : "[" + text + "]";
            try (Sink sink = new Sink(address, 0);
                    EgressProxy open = proxy(
                            EgressPolicy.of(List.of()).withPorts(Set.of(sink.port())), name -> List.of(address))) {
                assertDenied(ProxyClient.get(open, "http://" + host + ":" + sink.port() + "/"));
                assertDenied(ProxyClient.get(open, "http://named.example:" + sink.port() + "/"));
                assertDenied(ProxyClient.connect(open, host + ":" + sink.port()));
                assertThat(sink.heardNothing()).isTrue();
            }
        }
    }

    @Test
    void other_loopback_addresses_are_refused() throws IOException {
        try (Sink sink = new Sink(InetAddress.ofLiteral("127.0.0.2"), v4.port())) {
            assertDenied(ProxyClient.get(proxy, "http://127.0.0.2:" + sink.port() + "/"));
            assertDenied(ProxyClient.connect(proxy, "127.0.0.2:" + sink.port()));
            assertThat(sink.heardNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 25, 53, 6379, 8080, 9200})
    void a_port_nobody_opened_is_refused_without_dialling(int port) throws IOException {
        assertDenied(ProxyClient.connect(proxy, "93.184.215.14:" + port));
        assertDenied(ProxyClient.get(proxy, "http://93.184.215.14:" + port + "/"));
        assertThat(proxy.report().connections()).isZero();
        assertThat(proxy.report().refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.detail()).contains("port " + port + " is not open"));
    }

    @Test
    void a_name_with_one_inner_address_among_its_answers_is_refused() throws IOException {
        try (Origin origin = Origin.saying("outer");
                EgressProxy mixed = proxy(
                        EgressPolicy.of(List.of("127.0.0.1:" + origin.port())).withPorts(Set.of(origin.port())),
                        name -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")))) {
            assertDenied(ProxyClient.get(mixed, "http://mixed.example:" + origin.port() + "/"));
            assertThat(origin.connections()).isZero();
        }
    }

    /** The classic attack: the first look-up, which is checked, is harmless; the next one, which is dialled, is not. */
    @Test
    void a_rebinding_name_is_looked_up_once_and_dialled_at_that_address() throws IOException {
        try (Origin origin = Origin.saying("outer");
                Sink inner = new Sink(InetAddress.ofLiteral("127.0.0.2"), origin.port())) {
            AtomicInteger asked = new AtomicInteger();
            Resolver rebinding =
                    name -> List.of(InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
            EgressPolicy policy =
                    EgressPolicy.of(List.of("127.0.0.1:" + origin.port())).withPorts(Set.of(origin.port()));
            String url = "http://rebinding.example:" + origin.port() + "/";
            try (EgressProxy rebound = proxy(policy, rebinding);
                    ProxyClient client = new ProxyClient(rebound)) {
                assertThat(client.get(url).text()).isEqualTo("outer");
                assertThat(client.get(url).text()).isEqualTo("outer");
                assertThat(asked).hasValue(1);
                assertThat(inner.heardNothing()).isTrue();

                assertDenied(ProxyClient.get(rebound, url));
                assertThat(asked).hasValue(2);
                assertThat(inner.heardNothing()).isTrue();
            }
            asked.set(0);
            try (EgressProxy rebound = proxy(policy, rebinding);
                    ProxyClient client = new ProxyClient(rebound)) {
                assertThat(client.connect("rebinding.example:" + origin.port()).status())
                        .isEqualTo(200);
                assertThat(client.get("/", "Host: rebinding.example").text()).isEqualTo("outer");
                assertThat(asked).hasValue(1);
                assertThat(inner.heardNothing()).isTrue();
            }
        }
    }

    /** Also when the connection to the host is gone and another is needed for the browser's next request. */
    @Test
    void a_new_connection_is_a_new_decision() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = new Origin((head, in, out) -> {
                    Origin.reply(out, "200 OK", "Connection: close", "outer");
                    return false;
                });
                EgressProxy rebound = proxy(
                        EgressPolicy.of(List.of("127.0.0.1:" + origin.port())),
                        name -> List.of(
                                InetAddress.ofLiteral(asked.getAndIncrement() < 2 ? "127.0.0.1" : "127.0.0.2")));
                ProxyClient client = new ProxyClient(rebound)) {
            String url = "http://rebinding.example:" + origin.port() + "/";
            assertThat(client.get(url).text()).isEqualTo("outer");
            assertThat(client.get(url).text()).isEqualTo("outer");
            assertThat(asked).hasValue(2);
            assertDenied(client.get(url));
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void the_request_line_decides_and_not_the_host_header() throws IOException {
        try (Origin origin = Origin.saying("outer");
                EgressProxy open = proxy(EgressPolicy.of(List.of("127.0.0.1:" + origin.port())), name -> {
                    throw new UnknownHostException(name);
                });
                ProxyClient client = new ProxyClient(open)) {
            Answer answer = client.get(origin.url("/a"), "Host: 127.0.0.1:" + v4.port());
            assertThat(answer.text()).isEqualTo("outer");
            assertThat(origin.heads().getFirst()).contains("Host: 127.0.0.1:" + origin.port());
            assertThat(lookups).hasValue(0);

            assertDenied(client.get("http://127.0.0.1:" + v4.port() + "/", "Host: 127.0.0.1:" + origin.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET //127.0.0.1/ HTTP/1.1",
                "GET https://127.0.0.1/ HTTP/1.1",
                "GET ftp://127.0.0.1/ HTTP/1.1",
                "GET file:///etc/passwd HTTP/1.1",
                "GET http:// HTTP/1.1",
                "GET http:///x HTTP/1.1",
                "GET http://user:pass@127.0.0.1/ HTTP/1.1",
                "GET http://93.184.215.14@127.0.0.1/ HTTP/1.1",
                "GET http://93.184.215.14%00.example/ HTTP/1.1",
                "GET http://[fe80::1%25eth0]/ HTTP/1.1",
                "GET http://127.0.0.1:0/ HTTP/1.1",
                "GET http://127.0.0.1:99999/ HTTP/1.1",
                "CONNECT 127.0.0.1 HTTP/1.1",
                "CONNECT http://127.0.0.1:80 HTTP/1.1",
                "CONNECT user@127.0.0.1:80 HTTP/1.1",
                "CONNECT 127.0.0.1:80/x HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "nonsense"
            })
    void what_is_no_proxy_request_is_a_bad_request(String line) throws IOException {
        try (ProxyClient client = new ProxyClient(proxy)) {
            Answer answer = client.request(line, "Host: 127.0.0.1:" + v4.port());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
            assertThat(lookups).hasValue(0);
        }
    }

    @Test
    void a_refused_browser_may_go_on_and_every_refusal_is_reported_once() throws IOException {
        try (ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 3; i++) {
                assertDenied(client.get("http://Rebound.example:" + v4.port() + "/" + i));
                assertDenied(client.connect("rebound.example:" + v4.port()));
            }
        }
        assertThat(proxy.report().refusals())
                .containsExactly(new EgressReport.Refusal(
                        "rebound.example",
                        v4.port(),
                        ErrorCode.EGRESS_DENIED,
                        "rebound.example:" + v4.port() + " is not allowed: the host does not have a public address"));
        assertThat(proxy.report().refusalOf("REBOUND.example.")).isPresent();
        assertThat(proxy.report().refusalOf("other.example")).isEmpty();
    }

    @Test
    void a_refused_upload_is_not_read_to_its_end() throws IOException {
        try (ProxyClient client = new ProxyClient(proxy)) {
            client.send("POST http://127.0.0.1:" + v4.port() + "/ HTTP/1.1\r\nContent-Length: 1000000000\r\n\r\nabc");
            Answer answer = client.withBody(client.head());
            assertDenied(answer);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.isClosed()).isTrue();
        }
    }
}
