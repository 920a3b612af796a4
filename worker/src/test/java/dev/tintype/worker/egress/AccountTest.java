package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.ErrorCode;
import dev.tintype.worker.egress.ProxyClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose traffic it is, how much of it there may be, and when it ends. */
class AccountTest {
    private static final EgressBudget SMALL = new EgressBudget(1 << 20, 3, 2);

    private static EgressProxy proxy(EgressBudget budget) {
        return EgressProxy.start(
                ForwardTest.everyLocalPort(),
                budget,
                ProxySettings.DEFAULT.withResolver(name -> List.of(InetAddress.ofLiteral("127.0.0.1"))));
    }

    private static void assertExceeded(Answer answer, EgressProxy proxy, String detail) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.egress()).isEqualTo("limit_exceeded");
        assertThat(proxy.report().refusals())
                .extracting(EgressReport.Refusal::code, EgressReport.Refusal::detail)
                .contains(tuple(ErrorCode.LIMIT_EXCEEDED, detail));
    }

    @Test
    void the_report_counts_what_went_through() throws IOException {
        try (Origin origin = Origin.saying("x".repeat(10_000));
                EgressProxy proxy = proxy(EgressBudget.DEFAULT);
                ProxyClient client = new ProxyClient(proxy)) {
            client.get("http://One.example.:" + origin.port() + "/");
            client.get("http://two.example:" + origin.port() + "/");
            client.get("http://one.example:" + origin.port() + "/");

            EgressReport report = proxy.report();
            assertThat(report.bytesIn()).isBetween(30_000L, 31_000L);
            assertThat(report.bytesOut()).isBetween(100L, 1_000L);
            assertThat(report.connections()).isEqualTo(2);
            assertThat(report.hosts()).containsExactly("one.example", "two.example");
            assertThat(report.refusals()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void too_many_bytes_close_every_connection(boolean tunnel) throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    String body = head.startsWith("GET /big") ? "x".repeat(10 << 20) : "hello";
                    return Origin.reply(out, "200 OK", "X: y", body);
                });
                EgressProxy proxy = proxy(SMALL);
                ProxyClient bystander = new ProxyClient(proxy);
                ProxyClient client = new ProxyClient(proxy)) {
            assertThat(bystander.get(origin.url("/")).text()).isEqualTo("hello");
            if (tunnel) {
                assertThat(client.connect("127.0.0.1:" + origin.port()).status())
                        .isEqualTo(200);
            }
            assertThatThrownBy(() -> client.get(tunnel ? "/big" : origin.url("/big")))
                    .isInstanceOf(IOException.class);
            assertThat(bystander.isClosed()).isTrue();
            assertThat(proxy.report().bytesIn()).isBetween(1L << 20, 2L << 20);
            assertExceeded(ProxyClient.get(proxy, origin.url("/")), proxy, "The job received more than 1048576 bytes");

            proxy.begin();
            assertThat(ProxyClient.get(proxy, origin.url("/")).text()).isEqualTo("hello");
        }
    }

    @Test
    void too_many_connections_are_refused() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxy(SMALL)) {
            for (int i = 0; i < 3; i++) {
                assertThat(ProxyClient.get(proxy, origin.url("/")).text()).isEqualTo("hello");
            }
            assertExceeded(ProxyClient.get(proxy, origin.url("/")), proxy, "The job opened more than 3 connections");
            assertExceeded(
                    ProxyClient.connect(proxy, "127.0.0.1:" + origin.port()),
                    proxy,
                    "The job opened more than 3 connections");
            assertThat(origin.connections()).isEqualTo(3);
            assertThat(proxy.report().connections()).isEqualTo(3);
        }
    }

    @Test
    void too_many_hosts_are_refused_and_known_ones_go_on() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxy(SMALL)) {
            String rest = ".example:" + origin.port() + "/";
            assertThat(ProxyClient.get(proxy, "http://one" + rest).text()).isEqualTo("hello");
            assertThat(ProxyClient.get(proxy, "http://two" + rest).text()).isEqualTo("hello");
            assertExceeded(ProxyClient.get(proxy, "http://three" + rest), proxy, "The job asked for more than 2 hosts");
            assertThat(ProxyClient.get(proxy, "http://one" + rest).text()).isEqualTo("hello");
        }
    }

    @Test
    void refusals_are_remembered_within_bounds() throws IOException {
        try (EgressProxy proxy = EgressProxy.start(EgressPolicy.of(List.of()));
                ProxyClient client = new ProxyClient(proxy)) {
            for (int port = 1000; port < 1600; port++) {
                assertThat(client.get("http://127.0.0.1:" + port + "/").status())
                        .isEqualTo(403);
            }
            assertThat(proxy.report().refusals()).hasSize(500);
        }
    }

    @Test
    void a_new_job_starts_from_nothing_and_inherits_no_connection() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxy(SMALL);
                ProxyClient plain = new ProxyClient(proxy);
                ProxyClient tunnel = new ProxyClient(proxy);
                ProxyClient unused = new ProxyClient(proxy)) {
            plain.get(origin.url("/"));
            tunnel.connect("127.0.0.1:" + origin.port());
            plain.get("http://user@127.0.0.1/");

            proxy.begin();

            assertThat(plain.isClosed()).isTrue();
            assertThat(tunnel.isClosed()).isTrue();
            assertThat(unused.isClosed()).isTrue();
            await().until(origin::isDeserted);
            assertThat(proxy.report()).isEqualTo(new EgressReport(0, 0, 0, List.of(), List.of()));

            proxy.begin(new EgressBudget(1, 1, 1));
            assertThatThrownBy(() -> ProxyClient.get(proxy, origin.url("/"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_job_that_is_over_dials_no_more() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = EgressProxy.start(
                        ForwardTest.everyLocalPort(), EgressBudget.DEFAULT, ProxySettings.DEFAULT.withResolver(name -> {
                            awaitUninterruptibly(over);
                            return List.of(InetAddress.ofLiteral("127.0.0.1"));
                        }));
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("GET http://slow.example:" + origin.port() + "/ HTTP/1.1\r\n\r\n");
            await().until(() -> !proxy.report().hosts().isEmpty());
            proxy.begin();
            over.countDown();
            assertThat(client.isClosed()).isTrue();
            assertThat(ProxyClient.get(proxy, "http://slow.example:" + origin.port() + "/")
                            .text())
                    .isEqualTo("hello");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                done = false;
            }
        }
    }

    @Test
    void a_closed_proxy_is_no_way_out() throws IOException {
        try (Origin origin = Origin.saying("hello")) {
            EgressProxy proxy = proxy(EgressBudget.DEFAULT);
            try (ProxyClient open = new ProxyClient(proxy)) {
                assertThat(open.get(origin.url("/")).text()).isEqualTo("hello");
                proxy.close();
                assertThat(open.isClosed()).isTrue();
                // The kernel may take a connection until the selector has let go of the closed listener.
                await().untilAsserted(() ->
                        assertThatThrownBy(() -> new ProxyClient(proxy).close()).isInstanceOf(ConnectException.class));
            }
        }
    }

    @Test
    void only_this_machine_can_use_it() throws IOException {
        try (EgressProxy proxy = proxy(EgressBudget.DEFAULT)) {
            int port = URI.create(proxy.url()).getPort();
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.equals(InetAddress.ofLiteral("127.0.0.1")))
                    .toList();
            for (InetAddress address : others) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port)))
                            .as(address.getHostAddress())
                            .isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void many_slots_share_few_threads_and_leave_none_behind() {
        List<EgressProxy> slots = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            slots.add(proxy(EgressBudget.DEFAULT));
        }
        assertThat(slots.stream().map(EgressProxy::url)).doesNotHaveDuplicates();
        assertThat(loops()).isLessThanOrEqualTo(8);
        slots.forEach(EgressProxy::close);
        await().until(() -> loops() == 0);
    }

    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("egress-\\d+"))
                .count();
    }
}
