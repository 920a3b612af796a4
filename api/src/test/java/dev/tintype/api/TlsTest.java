package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.redis.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The api's own TLS, set up as {@code docs/security.md} says. */
@ExtendWith(RedisExtension.class)
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_renewed_certificate_is_taken_up_without_a_restart(URI redis) throws Exception {
        Path keys = folder.resolve("web.p12");
        Files.copy(made("before"), keys);
        ApiServer server = ApiServer.start(
                redis,
                "--server.ssl.bundle=web",
                "--spring.ssl.bundle.jks.web.keystore.location=file:" + keys,
                "--spring.ssl.bundle.jks.web.keystore.type=PKCS12",
                "--spring.ssl.bundle.jks.web.keystore.password=" + PASSWORD,
                "--spring.ssl.bundle.jks.web.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=500ms");
        try {
            assertThat(shownAt(server.port())).isEqualTo("CN=before");

            Files.move(made("after"), keys, StandardCopyOption.REPLACE_EXISTING);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(shownAt(server.port())).isEqualTo("CN=after"));
        } finally {
            server.close();
        }
    }

    /** Whose certificate the server shows. */
    private static String shownAt(int port) throws IOException, GeneralSecurityException {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) anybody.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private Path made(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(made).isZero();
        return store;
    }

    /** Looks at certificates and believes all: what is shown is what is tested. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {
            throw new IllegalStateException("there are no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) {
            assertThat(chain).isNotEmpty();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
