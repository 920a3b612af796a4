package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.worker.egress.ProxyClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows without end or in both directions: tunnels, WebSockets, downloads. */
class TunnelTest {
    private static final String SWITCHING =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final long BIG = 200L << 20;

    /** How bytes get through the proxy. */
    enum Way {
        PLAIN,
        CONNECT,
        UPGRADE
    }

    private final EgressProxy proxy = EgressProxy.start(ForwardTest.everyLocalPort());

    @AfterEach
    void close() {
        proxy.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static boolean echo(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return false;
    }

    /** Opens a WebSocket; the host's first frame comes in the same packet as its answer. */
    private static void upgrade(ProxyClient client, String url) throws IOException {
        client.send("GET " + url + " HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: x\r\n\r\n");
        Answer answer = client.head();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(101);
        assertThat(answer.headers()).containsEntry("upgrade", "websocket").containsEntry("connection", "Upgrade");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_websocket_carries_frames_both_ways(boolean throughConnect) throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, SWITCHING + "first frame");
                    return echo(in, out);
                });
                ProxyClient client = new ProxyClient(proxy)) {
            if (throughConnect) {
                assertThat(client.connect("127.0.0.1:" + origin.port()).status())
                        .isEqualTo(200);
            }
            upgrade(client, throughConnect ? "/ws" : origin.url("/ws"));
            assertThat(client.read(11)).isEqualTo("first frame");
            for (int i = 0; i < 100; i++) {
                client.send("frame" + i);
                assertThat(client.read(("frame" + i).length())).isEqualTo("frame" + i);
            }
            assertThat(origin.heads().getFirst())
                    .startsWith("GET /ws HTTP/1.1\r\n")
                    .containsIgnoringCase("upgrade: websocket");
        }
        await().untilAsserted(() -> assertThat(proxy.report().bytesIn()).isPositive());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "UPGRADE"})
    void a_closed_end_closes_the_other(Way way) throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, SWITCHING);
                    return in.read() == 'c' ? false : echo(in, out);
                });
                ProxyClient hungUpOn = open(way, origin)) {
            hungUpOn.send("c");
            assertThat(hungUpOn.isClosed()).isTrue();

            try (ProxyClient hangsUp = open(way, origin)) {
                hangsUp.send("go");
            }
            await().until(origin::isDeserted);
        }
    }

    private ProxyClient open(Way way, Origin origin) throws IOException {
        return open(proxy, way, origin);
    }

    private static ProxyClient open(EgressProxy proxy, Way way, Origin origin) throws IOException {
        // Small, so that it is the proxy that would have to hold what we do not read.
        ProxyClient client = new ProxyClient(proxy, 64 << 10);
        if (way == Way.CONNECT) {
            assertThat(client.connect("127.0.0.1:" + origin.port()).status()).isEqualTo(200);
        }
        if (way == Way.PLAIN) {
            client.send("GET " + origin.url("/") + " HTTP/1.1\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
        } else {
            upgrade(client, way == Way.CONNECT ? "/" : origin.url("/"));
        }
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void a_large_download_is_never_held_in_memory(Way way) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, way == Way.PLAIN ? "HTTP/1.1 200 OK\r\nContent-Length: " + BIG + "\r\n\r\n" : SWITCHING);
                    byte[] block = new byte[64 << 10];
                    for (long left = BIG; left > 0; left -= block.length) {
                        out.write(block);
                        sent.addAndGet(block.length);
                    }
                    return true;
                });
                ProxyClient client = open(way, origin)) {
            AtomicLong last = new AtomicLong();
            await().pollInterval(Duration.ofMillis(200)).until(() -> last.getAndSet(sent.get()) == sent.get());
            // Two pairs of socket buffers of the system, a few MiB each, and next to nothing of ours.
            assertThat(sent.get()).isPositive().isLessThan(32L << 20);

            long received = 0;
            byte[] buffer = new byte[1 << 20];
            while (received < BIG) {
                received += client.in().read(buffer);
            }
            assertThat(received).isEqualTo(BIG);
            assertThat(proxy.report().bytesIn()).isGreaterThan(BIG);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "UPGRADE"})
    void a_host_that_does_not_read_holds_the_browser_up(Way way) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, SWITCHING);
                    await().until(() -> sent.get() < 0);
                    return false;
                });
                ProxyClient client = open(way, origin)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                byte[] block = new byte[64 << 10];
                try {
                    while (sent.get() < BIG) {
                        client.send(block);
                        sent.addAndGet(block.length);
                    }
                } catch (IOException e) {
                    sent.set(-1);
                }
            });
            AtomicLong last = new AtomicLong();
            await().pollInterval(Duration.ofMillis(200)).until(() -> last.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isPositive().isLessThan(32L << 20);
            proxy.begin();
            sender.join();
            assertThat(sent.get()).isNegative();
        }
    }

    @Test
    void what_browser_and_host_say_at_once_is_kept_apart() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> echo(in, out));
                ProxyClient one = new ProxyClient(proxy);
                ProxyClient two = new ProxyClient(proxy)) {
            for (ProxyClient client : new ProxyClient[] {one, two}) {
                assertThat(client.connect("127.0.0.1:" + origin.port()).status())
                        .isEqualTo(200);
                client.send("\r\n\r\n");
            }
            for (int i = 0; i < 50; i++) {
                one.send("one" + i);
                two.send("two" + i);
                assertThat(one.read(("one" + i).length())).isEqualTo("one" + i);
                assertThat(two.read(("two" + i).length())).isEqualTo("two" + i);
            }
        }
    }

    @Test
    void a_host_that_declines_a_websocket_is_not_quoted() throws IOException {
        try (Origin origin = new Origin(
                        (head, in, out) -> Origin.reply(out, "200 OK", "X-Tintype-Egress: x", "no sockets"));
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("GET " + origin.url("/") + " HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            Answer answer = client.head();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.headers()).containsOnlyKeys("connection", "content-length");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_host_that_hangs_up_on_a_websocket_ends_the_connection() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, SWITCHING.substring(0, 20));
                    return false;
                });
                ProxyClient client = new ProxyClient(proxy)) {
            client.send("GET " + origin.url("/") + " HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_on_which_nothing_moves_is_closed(Way way) throws IOException {
        ProxySettings impatient = new ProxySettings(
                Resolver.SYSTEM, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));
        try (Origin origin = new Origin((head, in, out) -> {
                    write(out, way == Way.PLAIN ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" : SWITCHING);
                    return in.read() >= 0;
                });
                EgressProxy hasty = EgressProxy.start(ForwardTest.everyLocalPort(), EgressBudget.DEFAULT, impatient);
                ProxyClient client = open(hasty, way, origin)) {
            assertThat(client.isClosed()).isTrue();
            await().until(origin::isDeserted);
        }
    }
}
