package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.worker.egress.ProxyClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP through the proxy: what comes out at the other end, and what becomes of hosts that misbehave. */
class ForwardTest {
    private final EgressProxy proxy = proxy(ProxySettings.DEFAULT);

    /** Opens all of loopback, on any port. */
    private static EgressProxy proxy(ProxySettings settings) {
        return EgressProxy.start(everyLocalPort(), EgressBudget.DEFAULT, settings);
    }

    static EgressPolicy everyLocalPort() {
        return EgressPolicy.of(List.of("127.0.0.0/8"))
                .withPorts(IntStream.range(1, 65_536).boxed().toList());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    // ---- what the host sees

    @Test
    void nothing_tells_the_host_of_a_proxy() throws IOException {
        try (Origin origin = Origin.saying("hello");
                ProxyClient client = new ProxyClient(proxy)) {
            client.get(
                    origin.url("/path?q=1"),
                    "Host: 127.0.0.1:" + origin.port(),
                    "Proxy-Connection: keep-alive",
                    "Proxy-Authorization: Basic c2VjcmV0",
                    "User-Agent: Test",
                    "TE: trailers",
                    "Keep-Alive: 5",
                    "X-Hop: 1",
                    "Connection: X-Hop, Content-Length",
                    "Accept-Encoding: gzip, br",
                    "Upgrade: h2c");

            assertThat(origin.heads())
                    .containsExactly("GET /path?q=1 HTTP/1.1\r\nHost: 127.0.0.1:" + origin.port()
                            + "\r\nUser-Agent: Test\r\nAccept-Encoding: gzip, br\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q", "#f", "/"})
    void a_path_is_never_empty(String path) throws IOException {
        try (Origin origin = Origin.saying("hello")) {
            ProxyClient.get(proxy, origin.url(path));
            assertThat(origin.heads().getFirst()).startsWith("GET /" + path.replace("/", "") + " HTTP/1.1\r\n");
        }
    }

    @Test
    void the_hosts_hop_headers_and_lies_about_us_do_not_reach_the_browser() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> Origin.reply(
                out,
                "200 OK",
                "X-Tintype-Egress: egress_denied\r\nConnection: keep-alive, X-Hop, Content-Length\r\nKeep-Alive: timeout=5"
                        + "\r\nX-Hop: 1\r\nUpgrade: h2c\r\nProxy-Authenticate: Basic\r\nX-Kept: 1",
                "hello"))) {
            Answer answer = ProxyClient.get(proxy, origin.url("/"));

            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.headers()).containsOnlyKeys("x-kept", "content-length");
        }
    }

    @Test
    void one_connection_serves_many_requests_to_many_hosts() throws IOException {
        try (Origin one = Origin.saying("one");
                Origin two = Origin.saying("two");
                ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.get(one.url("/")).text()).isEqualTo("one");
                assertThat(client.get(two.url("/")).text()).isEqualTo("two");
            }
            assertThat(one.connections()).isEqualTo(1);
            assertThat(two.connections()).isEqualTo(1);
            assertThat(proxy.report().connections()).isEqualTo(2);
            assertThat(proxy.report().hosts()).containsExactly("127.0.0.1");
        }
    }

    @Test
    void requests_sent_ahead_are_answered_in_their_order() throws IOException {
        try (Origin one = Origin.saying("one");
                Origin two = Origin.saying("two");
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("GET " + one.url("/") + " HTTP/1.1\r\n\r\nGET " + two.url("/") + " HTTP/1.1\r\n\r\nGET "
                    + one.url("/") + " HTTP/1.1\r\n\r\n");
            for (String expected : List.of("one", "two", "one")) {
                assertThat(client.withBody(client.head()).text()).isEqualTo(expected);
            }
        }
    }

    @Test
    void an_upload_arrives_whole_although_it_is_sent_before_the_host_is_found() throws IOException {
        String body = "0123456789".repeat(200_000);
        CountDownLatch sent = new CountDownLatch(1);
        ProxySettings slow = ProxySettings.DEFAULT.withResolver(name -> {
            await(sent);
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        });
        try (Origin origin = new Origin((head, in, out) -> {
                    int length = head.startsWith("POST") ? body.length() : 0;
                    boolean whole = new String(in.readNBytes(length), StandardCharsets.UTF_8).equals(body);
                    return Origin.reply(out, "200 OK", "X: y", String.valueOf(whole));
                });
                EgressProxy waiting = proxy(slow);
                ProxyClient client = new ProxyClient(waiting)) {
            client.send("POST http://slow.example:" + origin.port() + "/ HTTP/1.1\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body.substring(0, 1000));
            sent.countDown();
            client.send(body.substring(1000));
            assertThat(client.withBody(client.head()).text()).isEqualTo("true");
            assertThat(client.get("http://slow.example:" + origin.port() + "/", "Content-Length: 0")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_upload_in_chunks_and_an_expectation_pass() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, "HTTP/1.1 100 Continue\r\n\r\n");
                    String body = new String(in.readNBytes("3\r\nabc\r\n0\r\n\r\n".length()), StandardCharsets.UTF_8);
                    return Origin.reply(out, "200 OK", "X: y", body);
                });
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("POST " + origin.url("/")
                    + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(100);
            client.send("3\r\nabc\r\n0\r\n\r\n");
            assertThat(client.withBody(client.head()).text()).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
        }
    }

    @Test
    void early_hints_pass_before_the_answer() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
                    return Origin.reply(out, "200 OK", "X: y", "hello");
                });
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("GET " + origin.url("/") + " HTTP/1.1\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(103);
            assertThat(client.withBody(client.head()).text()).isEqualTo("hello");
            assertThat(client.get(origin.url("/")).status()).isEqualTo(103);
        }
    }

    @Test
    void the_answer_to_head_has_no_body() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    return true;
                });
                ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.request("HEAD " + origin.url("/") + " HTTP/1.1")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_body_that_ends_with_the_connection_arrives_whole() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000));
                    return false;
                });
                ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get(origin.url("/")).text()).hasSize(100_000);
            }
        }
    }

    @Test
    void the_browser_may_end_the_connection_with_a_request() throws IOException {
        try (Origin origin = Origin.saying("hello");
                ProxyClient client = new ProxyClient(proxy)) {
            Answer answer = client.get(origin.url("/"), "Connection: close");
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void an_ipv6_address_is_dialled_as_one() throws IOException {
        EgressPolicy loopback = EgressPolicy.of(List.of("::1/128", "127.0.0.1"))
                .withPorts(IntStream.range(1, 65_536).boxed().toList());
        for (String local : hasIpv6() ? List.of("::1", "127.0.0.1") : List.of("127.0.0.1")) {
            try (Origin origin = new Origin(local, 0, (head, in, out) -> Origin.reply(out, "200 OK", "X: y", "hello"));
                    EgressProxy open = EgressProxy.start(loopback);
                    ProxyClient tunnel = new ProxyClient(open)) {
                String host = (local.contains(":") ? "[" + local + "]" : local) + ":" + origin.port();
                assertThat(ProxyClient.get(open, "http://" + host + "/").text()).isEqualTo("hello");
                assertThat(origin.heads().getFirst()).contains("Host: " + host + "\r\n");
                assertThat(tunnel.connect(host).status()).isEqualTo(200);
                assertThat(tunnel.get("/", "Host: x").text()).isEqualTo("hello");
            }
        }
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(InetAddress.ofLiteral("::1")::equals);
    }

    // ---- hosts that misbehave

    @Test
    void a_body_cut_short_is_cut_short_for_the_browser_too() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");
            return false;
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ProxyClient.get(proxy, origin.url("/")))
                    .withMessage("The answer ends after 9 of 1000 bytes");
        }
    }

    @Test
    void a_chunked_body_cut_short_is_not_ended_properly() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe");
            return false;
        })) {
            assertThatIOException().isThrownBy(() -> ProxyClient.get(proxy, origin.url("/")));
        }
    }

    @Test
    void a_chunked_body_of_nonsense_ends_the_connection() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n\r\n");
            return true;
        })) {
            assertThatIOException().isThrownBy(() -> ProxyClient.get(proxy, origin.url("/")));
        }
    }

    @Test
    void a_host_that_hangs_up_without_an_answer_is_a_failed_connection() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> false)) {
            Answer answer = ProxyClient.get(proxy, origin.url("/"));
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.egress()).isEqualTo("connection_failed");
            assertThat(proxy.report().refusals())
                    .extracting(EgressReport.Refusal::code)
                    .containsExactly(ErrorCode.CONNECTION_FAILED);
        }
    }

    /** As between a browser and a server: it asks again on a connection of its own. */
    @Test
    void a_kept_connection_that_dies_under_a_request_ends_the_browsers_connection() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (Origin origin = new Origin((head, in, out) ->
                        requests.incrementAndGet() == 1 && Origin.reply(out, "200 OK", "X: y", "hello"));
                ProxyClient client = new ProxyClient(proxy)) {
            assertThat(client.get(origin.url("/")).text()).isEqualTo("hello");
            client.send("GET " + origin.url("/") + " HTTP/1.1\r\n\r\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(proxy.report().refusals()).isEmpty();
        }
    }

    @Test
    void an_answer_that_is_none_is_a_bad_gateway() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
            write(out, "SSH-2.0-OpenSSH_9.9\r\n\r\n");
            return false;
        })) {
            assertThat(ProxyClient.get(proxy, origin.url("/")).status()).isEqualTo(502);
        }
    }

    @Test
    void an_upgrade_nobody_asked_for_ends_the_connection() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
            write(out, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            return true;
        })) {
            assertThatIOException().isThrownBy(() -> ProxyClient.get(proxy, origin.url("/")));
        }
    }

    @Test
    void a_name_without_an_address_is_a_dns_failure() throws IOException {
        try (EgressProxy blind = proxy(ProxySettings.DEFAULT.withResolver(name -> {
                    throw new UnknownHostException(name);
                }));
                ProxyClient client = new ProxyClient(blind)) {
            for (Answer answer :
                    List.of(client.get("http://nowhere.example/"), client.connect("nowhere.example:443"))) {
                assertThat(answer.status()).isEqualTo(502);
                assertThat(answer.egress()).isEqualTo("dns_failure");
            }
            assertThat(blind.report().refusals())
                    .containsExactly(
                            new EgressReport.Refusal(
                                    "nowhere.example",
                                    80,
                                    ErrorCode.DNS_FAILURE,
                                    "The host nowhere.example could not be found"),
                            new EgressReport.Refusal(
                                    "nowhere.example",
                                    443,
                                    ErrorCode.DNS_FAILURE,
                                    "The host nowhere.example could not be found"));
        }
    }

    @Test
    void names_that_never_resolve_time_out_and_hold_up_nobody() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        ProxySettings slow = new ProxySettings(
                name -> {
                    await(over);
                    return List.of();
                },
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        try (Origin origin = Origin.saying("hello");
                EgressProxy waiting = proxy(slow)) {
            List<ProxyClient> stuck = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ProxyClient client = new ProxyClient(waiting);
                client.send("GET http://never" + i + ".example/ HTTP/1.1\r\n\r\n");
                stuck.add(client);
            }
            assertThat(ProxyClient.get(waiting, origin.url("/")).text()).isEqualTo("hello");
            for (ProxyClient client : stuck) {
                try (client) {
                    assertThat(client.head().egress()).isEqualTo("dns_failure");
                }
            }
            over.countDown();
        }
    }

    /** A port nobody listens on but at 127.0.0.1, so that no other program takes it meanwhile. */
    private static ServerSocket takenElsewhere() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void a_host_that_does_not_listen_is_a_failed_connection() throws IOException {
        try (ServerSocket taken = takenElsewhere();
                ProxyClient client = new ProxyClient(proxy);
                Origin origin = Origin.saying("hello")) {
            String host = "127.0.0.9:" + taken.getLocalPort();
            for (int i = 0; i < 2; i++) {
                for (Answer answer : List.of(client.get("http://" + host + "/"), client.connect(host))) {
                    assertThat(answer.status()).isEqualTo(502);
                    assertThat(answer.egress()).isEqualTo("connection_failed");
                }
                assertThat(client.get(origin.url("/")).text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void the_next_address_is_tried_when_one_does_not_answer() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy many = proxy(ProxySettings.DEFAULT.withResolver(name -> List.of(
                        InetAddress.ofLiteral("127.0.0.7"),
                        InetAddress.ofLiteral("127.0.0.8"),
                        InetAddress.ofLiteral("127.0.0.1"))));
                ProxyClient plain = new ProxyClient(many);
                ProxyClient tunnel = new ProxyClient(many)) {
            String host = "many.example:" + origin.port();
            Answer posted = plain.request("POST http://" + host + "/ HTTP/1.1", "Content-Length: 0");
            assertThat(posted.text()).isEqualTo("hello");
            assertThat(plain.get("http://" + host + "/").text()).isEqualTo("hello");
            assertThat(many.report().connections()).isEqualTo(3);

            assertThat(tunnel.connect(host).status()).isEqualTo(200);
            assertThat(tunnel.get("/", "Host: x").text()).isEqualTo("hello");
            assertThat(many.report().connections()).isEqualTo(6);
            assertThat(many.report().refusals()).isEmpty();
        }
    }

    @Test
    void only_so_many_addresses_of_a_host_are_tried() throws IOException {
        List<InetAddress> addresses = IntStream.range(10, 60)
                .mapToObj(i -> InetAddress.ofLiteral("127.0.0." + i))
                .toList();
        try (ServerSocket taken = takenElsewhere();
                EgressProxy many = proxy(ProxySettings.DEFAULT.withResolver(name -> addresses))) {
            assertThat(ProxyClient.get(many, "http://many.example:" + taken.getLocalPort() + "/")
                            .egress())
                    .isEqualTo("connection_failed");
            assertThat(many.report().connections()).isEqualTo(EgressProxy.MAX_DIALS);
        }
    }

    // ---- limits of a message

    @Test
    void too_long_a_url_and_too_many_headers_are_refused() throws IOException {
        String sixtyFour = "x".repeat(64 << 10);
        try (ProxyClient client = new ProxyClient(proxy)) {
            assertThat(client.get("http://example.com/" + sixtyFour).status()).isEqualTo(414);
            assertThat(client.isClosed()).isTrue();
        }
        try (ProxyClient client = new ProxyClient(proxy)) {
            assertThat(client.get("http://example.com/", "X: " + sixtyFour).status())
                    .isEqualTo(431);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void an_answer_with_too_many_headers_is_a_bad_gateway() throws IOException {
        try (Origin origin =
                new Origin((head, in, out) -> Origin.reply(out, "200 OK", "X: " + "x".repeat(64 << 10), "hello"))) {
            assertThat(ProxyClient.get(proxy, origin.url("/")).status()).isEqualTo(502);
        }
    }

    @Test
    void a_host_that_never_answers_is_given_up() throws IOException {
        ProxySettings impatient = new ProxySettings(
                Resolver.SYSTEM, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));
        try (Origin silent = new Origin((head, in, out) -> in.read() >= 0);
                EgressProxy hasty = proxy(impatient);
                ProxyClient client = new ProxyClient(hasty)) {
            Answer answer = client.get(silent.url("/"));
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.egress()).isEqualTo("connection_failed");
            assertThat(client.isClosed()).isTrue();
        }
    }
}
