package dev.tintype.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.cli.RecordedTerminal;
import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The files that are printed, read by the programs they are for; and the first of them at work. */
class ConfigCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder = Path.of("");

    private final RecordedTerminal terminal = new RecordedTerminal(false);
    private KeyStore keys = emptyStore();

    @BeforeEach
    void makeACertificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "tintype",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem("certificate.pem", "CERTIFICATE", keys.getCertificate("tintype").getEncoded());
        pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("tintype", PASSWORD.toCharArray()).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nginx_takes_what_is_printed(boolean media) throws Exception {
        nginx(printed("nginx", "127.0.0.1:8080", media));

        assertThat(run("nginx", "-t", "-c", folder.resolve("nginx.conf").toString()))
                .contains("test is successful");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void caddy_takes_what_is_printed(boolean media) throws Exception {
        Path file = Files.writeString(folder.resolve("Caddyfile"), printed("caddy", "127.0.0.1:8080", media));

        assertThat(run("caddy", "validate", "--adapter", "caddyfile", "--config", file.toString()))
                .contains("Valid configuration");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void apache_takes_what_is_printed(boolean media) throws Exception {
        Path site = Files.writeString(folder.resolve("site.conf"), printed("apache", "127.0.0.1:8080", media));
        String modules = Stream.of(
                        "mpm_event",
                        "authz_core",
                        "alias",
                        "headers",
                        "http2",
                        "mime",
                        "proxy",
                        "proxy_http",
                        "socache_shmcb",
                        "ssl")
                .map("LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so"::formatted)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(
                folder.resolve("apache.conf"), """
                %s
                ServerRoot %s
                ServerName localhost
                ErrorLog %s
                TypesConfig /dev/null
                Listen 80
                Listen 443
                Include %s
                """.formatted(modules, folder, folder.resolve("error.log"), site));

        assertThat(run("apache2", "-t", "-f", file.toString())).contains("Syntax OK");
    }

    @Test
    void jobs_go_through_nginx_and_callers_are_who_they_are() throws Exception {
        int port = freePort();
        try (EmbeddedServer api = EmbeddedServer.start(new EmbeddedOptions(
                        folder.resolve("data"), 0, Map.of("tintype.trusted-proxies", "127.0.0.1")));
                HttpClient http = HttpClient.newBuilder().sslContext(trusting()).build()) {
            nginx(printed("nginx", api.url().getAuthority(), true)
                    .replaceAll("(?m)^ *listen (80|\\[).*\n", "")
                    .replace("listen 443", "listen 127.0.0.1:" + port));
            Files.writeString(folder.resolve("media").resolve("master.m3u8"), "#EXTM3U\n");
            Files.writeString(folder.resolve("media").resolve("1.m4s"), "0123456789");
            Process nginx = new ProcessBuilder(
                            "nginx",
                            "-g",
                            "daemon off;",
                            "-c",
                            folder.resolve("nginx.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("nginx.log").toFile())
                    .start();
            try {
                URI front = URI.create("https://localhost:" + port);
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> {
                            assertThat(nginx.isAlive())
                                    .as(Files.readString(folder.resolve("nginx.log")))
                                    .isTrue();
                            return get(http, front.resolve("/health")).statusCode() == 200;
                        });
                aJobAndItsCaller(http, front, api.adminKey());
                packages(http, front);
            } finally {
                nginx.descendants().forEach(ProcessHandle::destroy);
                nginx.destroy();
                nginx.onExit().join();
            }
        }
    }

    private static void aJobAndItsCaller(HttpClient http, URI front, String key) throws Exception {
        HttpResponse<String> job = http.send(
                HttpRequest.newBuilder(front.resolve("/v1/jobs"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=60")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .header("Forwarded", "for=203.0.113.9")
                        .POST(BodyPublishers.ofString(
                                "{\"type\":\"capture\",\"source\":{\"html\":\"<h1>Through</h1>\"}}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(job.statusCode()).as(job.body()).isEqualTo(200);
        assertThat(Json.tree(job.body()).path("state").asString()).isEqualTo("succeeded");
        assertThat(job.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(job.headers().allValues("Strict-Transport-Security"))
                .as("once, by the api, which believes the proxy")
                .hasSize(1);

        HttpRequest audit = HttpRequest.newBuilder(front.resolve("/v1/audit?log=jobs"))
                .header("Authorization", "Bearer " + key)
                .build();
        await().atMost(PATIENCE).untilAsserted(() -> {
            String said = http.send(audit, BodyHandlers.ofString()).body();
            List<String> addresses = new ArrayList<>();
            for (JsonNode entry : Json.tree(said).path("items")) {
                addresses.add(entry.path("address").asString());
            }
            assertThat(addresses).as(said).isNotEmpty().containsOnly("127.0.0.1");
        });
    }

    private static void packages(HttpClient http, URI front) throws Exception {
        HttpResponse<String> list = get(http, front.resolve("/media/master.m3u8"));
        assertThat(list.headers().map())
                .containsEntry("content-type", List.of("application/vnd.apple.mpegurl"))
                .containsEntry("cache-control", List.of("public, max-age=2"))
                .containsEntry("access-control-allow-origin", List.of("https://shop.example"));
        HttpResponse<String> part = http.send(
                HttpRequest.newBuilder(front.resolve("/media/1.m4s"))
                        .header("Range", "bytes=2-4")
                        .build(),
                BodyHandlers.ofString());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(get(http, front.resolve("/media/")).statusCode()).isEqualTo(403);
        assertThat(get(http, front.resolve("/media../keys.p12")).statusCode()).isNotEqualTo(200);
    }

    @Test
    void nothing_gets_into_the_file_that_is_more_than_a_word() {
        assertThat(terminal.run("config", "nginx", "--name", "a;b", "--certificate", "/c.pem", "--key", "/k.pem"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--name may hold letters");
        assertThat(terminal.out()).isEmpty();
    }

    private String printed(String server, String upstream, boolean media) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("config", server, "--name", "localhost"));
        arguments.addAll(
                List.of("--certificate", folder.resolve("certificate.pem").toString()));
        arguments.addAll(List.of("--key", folder.resolve("key.pem").toString(), "--upstream", upstream));
        if (media) {
            Path packages = Files.createDirectories(folder.resolve("media"));
            arguments.addAll(List.of("--media", packages.toString(), "--origin", "https://shop.example"));
        }
        assertThat(terminal.run(arguments.toArray(String[]::new)))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out()).doesNotContain("{{");
        return terminal.out();
    }

    private void nginx(String site) throws IOException {
        Path file = Files.writeString(folder.resolve("site.conf"), site);
        Files.writeString(folder.resolve("nginx.conf"), """
                %s
                pid %s;
                error_log stderr;
                events {}
                http { access_log off; include %s; }
                """.formatted(
                System.getProperty("user.name").equals("root") ? "user root;" : "", folder.resolve("nginx.pid"), file));
    }

    private SSLContext trusting() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = emptyStore();
        known.setCertificateEntry("tintype", keys.getCertificate("tintype"));
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(HttpClient http, URI url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void pem(String file, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    /** What a program says; it must end well. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
