package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.capture.PageOptions.WaitUntil;
import dev.tintype.capture.ScreenshotOutput;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page knows nothing of other jobs and of us, and has no way out but the proxy. */
class IsolationTest {
    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void cookies_and_storage_of_one_job_are_unknown_to_the_next() {
        harness.site.html(
                "/remember",
                "<p>text<script>document.title = (document.cookie || 'no cookie') + ', ' + (localStorage.seen || 'no storage');"
                        + "document.cookie = 'seen=1'; localStorage.seen = 1</script>");

        MemoryAttempt first = harness.capture(harness.at("/remember"), ScreenshotOutput.defaults());
        MemoryAttempt second = harness.capture(harness.at("/remember"), ScreenshotOutput.defaults());

        assertThat(first.report()).containsEntry("title", "no cookie, no storage");
        assertThat(second.report()).containsEntry("title", "no cookie, no storage");
    }

    @Test
    void no_packet_leaves_beside_the_proxy() throws IOException {
        try (DatagramSocket stun = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            stun.setSoTimeout(1);

            MemoryAttempt done = harness.capture(
                    html("<h1>stun</h1><script>const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:"
                            + stun.getLocalPort() + "'}]}); peer.createDataChannel('x');"
                            + "peer.onicegatheringstatechange = () => document.title = peer.iceGatheringState;"
                            + "peer.createOffer().then(offer => peer.setLocalDescription(offer));"
                            + "const until = Date.now() + 1500; const tick = setInterval(() => {"
                            + " document.querySelector('h1').textContent = Date.now();"
                            + " if (Date.now() > until) clearInterval(tick) }, 50)</script>"),
                    ScreenshotOutput.defaults());

            assertThatThrownBy(() -> stun.receive(new DatagramPacket(new byte[1500], 1500)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(done.report()).containsEntry("title", "complete");
        }
    }

    @Test
    void service_workers_are_not_installed() {
        harness.site.on(
                "/worker.js",
                exchange -> Site.send(exchange, 200, "text/javascript", "//".getBytes(StandardCharsets.UTF_8)));
        harness.site.html(
                "/registers",
                "<h1>worker</h1><script>navigator.serviceWorker.register('/worker.js').catch(() => {})</script>");

        harness.capture(harness.at("/registers"), within(10_000, WaitUntil.NETWORKIDLE), ScreenshotOutput.defaults());

        assertThat(harness.site.hits("/worker.js")).isZero();
    }

    @Test
    void nothing_of_our_environment_is_the_browsers() throws IOException {
        harness.assertServes();
        Set<String> ours = new HashSet<>(System.getenv().keySet());
        // Where fonts and libraries are, and what any shell sets for what it starts.
        ours.removeAll(Set.of(
                "PATH",
                "HOME",
                "LANG",
                "LC_ALL",
                "TZ",
                "LD_LIBRARY_PATH",
                "FONTCONFIG_FILE",
                "FONTCONFIG_PATH",
                "XDG_DATA_DIRS",
                "TMPDIR",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_"));

        for (long pid : harness.runner.browserPids()) {
            String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            Set<String> names = Stream.of(environment.split("\0"))
                    .map(entry -> entry.substring(0, Math.max(0, entry.indexOf('='))))
                    .collect(Collectors.toSet());
            assertThat(names).contains("PATH").doesNotContainAnyElementsOf(ours);
        }
    }
}
