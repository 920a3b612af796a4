package dev.tintype.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.api.job.JobWaiter;
import dev.tintype.job.JobId;
import dev.tintype.job.Progress;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantEventsTest extends ApiTest {
    private static final int CLIENTS = 900;
    /** Both ends of it; most is Tomcat's buffers, among them one for the longest header it takes (32 KiB). */
    private static final long MOST_BYTES_PER_CLIENT = 200_000;

    private final List<Client> clients = new ArrayList<>();

    TenantEventsTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @AfterEach
    void leave() {
        for (Client client : clients) {
            client.close();
        }
        // A client that went is noticed when it is written to.
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            submit();
            submitOther();
            return watching() == 0;
        });
    }

    @Test
    void a_tenant_hears_of_its_jobs_and_of_no_others() {
        Client acme = connect("/v1/events", ACME, null);
        submitOther();
        JobId id = submit();
        claim(id);
        finish(id);

        await().untilAsserted(() -> assertThat(acme.text()).contains("\"succeeded\""));
        assertThat(acme.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).contains(id.value()));
    }

    @Test
    void who_comes_back_hears_each_change_it_missed_once_and_in_order() {
        Client first = connect("/v1/events", ACME, null);
        JobId before = submit();
        await().until(() -> first.events().size() == 1);
        String last = first.lastId();
        first.close();
        claim(before);
        ledger.beat(before, 1, Duration.ofSeconds(30), Progress.of(50, "load"));
        finish(before);

        Client again = connect("/v1/events", ACME, last);
        JobId after = submit();

        await().untilAsserted(() -> assertThat(again.text()).contains(after.value()));
        assertThat(again.events()).hasSize(4);
        assertThat(again.events().get(0)).contains("event: state").contains("\"running\"");
        assertThat(again.events().get(1)).contains("event: progress");
        assertThat(again.events().get(2)).contains("\"succeeded\"");
        assertThat(again.text()).doesNotContain("event: reset");
    }

    @Test
    void a_place_is_told_before_there_is_any_event() {
        Client idle = connect("/v1/events", ACME, null);

        await().untilAsserted(() -> assertThat(idle.lastId()).matches("\\d+-\\d+"));
    }

    @Test
    void who_was_away_longer_than_the_server_remembers_is_told() {
        submit();

        Client late = connect("/v1/events", ACME, "1-0");

        await().untilAsserted(
                        () -> assertThat(late.text()).contains("event: reset").contains("\"queued\""));
    }

    @Test
    void who_comes_back_to_a_job_hears_what_it_missed_and_then_how_it_is() {
        JobId id = submit();
        Client first = connect("/v1/jobs/" + id + "/events", ACME, null);
        await().until(() -> !first.events().isEmpty());
        String last = first.lastId();
        first.close();

        Client same = connect("/v1/jobs/" + id + "/events", ACME, last);
        await().until(() -> same.text().contains("\r\n\r\n"));
        claim(id);
        await().untilAsserted(() -> assertThat(same.text()).contains("\"running\""));
        assertThat(same.text()).as("nothing was missed").doesNotContain("\"queued\"");
        finish(id);

        Reply whole = send(to("/v1/jobs/" + id + "/events").header("Last-Event-ID", last));
        assertThat(whole.text().split("event: state", -1)).hasSize(3);
        assertThat(whole.text().indexOf("\"running\"")).isLessThan(whole.text().indexOf("\"succeeded\""));
        String end = whole.text()
                .substring(whole.text().lastIndexOf("id: ") + 4)
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(send(to("/v1/jobs/" + id + "/events").header("Last-Event-ID", end))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void idle_clients_cost_no_threads_and_little_memory_and_all_hear() {
        for (int i = 0; i < 50; i++) {
            connect("/v1/events", i % 2 == 0 ? ACME : OTHER, null);
        }
        await().until(() -> watching() == 50);
        int threads = threads();
        long bytes = usedBytes();

        for (int i = 0; i < CLIENTS; i++) {
            connect("/v1/events", i % 2 == 0 ? ACME : OTHER, null);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> watching() == CLIENTS + 50);

        assertThat(threads() - threads).as("more platform threads").isLessThan(20);
        long each = (usedBytes() - bytes) / CLIENTS;
        assertThat(each).as("bytes per client").isLessThan(MOST_BYTES_PER_CLIENT);
        JobId id = submit();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                clients.stream().filter(client -> client.text().contains(id.value())))
                        .hasSize((CLIENTS + 50) / 2));
    }

    private void submitOther() {
        send(to("/v1/jobs")
                .setHeader("Authorization", "Bearer " + OTHER.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CAPTURE)));
    }

    private int watching() {
        return server.bean(JobWaiter.class).watching();
    }

    /** Platform threads: those of the operating system. */
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** After everything that can go has gone: the least of some looks. */
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private Client connect(String path, KeyToken key, @Nullable String lastSeen) {
        Client client = new Client(server.port(), path, key, lastSeen);
        clients.add(client);
        return client;
    }

    /** A raw connection, without threads of its own. */
    private static final class Client {
        private final Socket socket;
        private final StringBuilder text = new StringBuilder();

        Client(int port, String path, KeyToken key, @Nullable String lastSeen) {
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key.reveal()
                        + (lastSeen == null ? "" : "\r\nLast-Event-ID: " + lastSeen) + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Everything that came until now. */
        String text() {
            try {
                while (!socket.isClosed() && socket.getInputStream().available() > 0) {
                    byte[] bytes = new byte[socket.getInputStream().available()];
                    int read = socket.getInputStream().read(bytes);
                    text.append(new String(bytes, 0, Math.max(0, read), UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }

        List<String> events() {
            return Arrays.stream(text().split("event: ", -1))
                    .skip(1)
                    .map(event -> "event: " + event)
                    .toList();
        }

        String lastId() {
            return text().lines()
                    .filter(line -> line.startsWith("id: "))
                    .reduce("", (first, second) -> second)
                    .replace("id: ", "");
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
