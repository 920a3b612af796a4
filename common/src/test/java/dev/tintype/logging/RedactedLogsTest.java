package dev.tintype.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** Logs secrets as a library would, into a file that Spring Boot set up, and reads the file. */
class RedactedLogsTest {
    private static final String PLANTED = "pl4nted";
    private static final List<String> LINES = List.of(
            "key tt_live_pl4ntedkid_pl4ntedsecret_pl4nted is used",
            "Authorization: Bearer pl4nted.token-1",
            "headers={Authorization=[Basic cGw0bnRlZDpwbDRudGVk-pl4nted], Accept=[*/*]}",
            "{\"proxy-authorization\":\"Digest username=pl4nted\",\"kept\":1}",
            "trying with bearer pl4nted-token next",
            "Cookie: session=pl4nted; other=pl4nted2",
            "Set-Cookie: session=pl4nted; Path=/; HttpOnly",
            "{\"Cookie\": \"a=pl4nted\"}",
            "Cookie: a=\"pl4nted\"; b=x]pl4nted",
            "no Cookie:",
            "an empty Cookie: a=",
            "Authorization: Digest username=\"ada\", response=\"pl4nted\"",
            "GET /v1/capture?expires=1893477600&signature=pl4nted_-9&url=kept",
            "PUT https://s3.example/b?X-Amz-Credential=pl4nted%2F2&X-Amz-Signature=pl4nted&kept=1",
            "cannot reach redis://ada:pl4nted@redis:6379 kept",
            "cannot reach amqp://:pl4nted@pl4nted@rabbit kept",
            "secret whsec_pl4nted+/pl4nted== of an endpoint");

    @TempDir
    Path folder;

    /** Spring Boot leaves both, and the next test of this JVM would log so too. */
    @AfterEach
    void forgetTheFile() {
        System.clearProperty("FILE_LOG_STRUCTURED_FORMAT");
        System.clearProperty("LOG_FILE");
        MDC.clear();
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ecs", "logstash", "gelf"})
    void no_secret_reaches_the_file_whoever_logs_it(String format) throws Exception {
        Path file = folder.resolve("server.log");
        String[] settings = format.isEmpty()
                ? new String[] {"--logging.file.name=" + file}
                : new String[] {"--logging.file.name=" + file, "--logging.structured.format.file=" + format};
        SpringApplication application = new SpringApplication(RedactedLogsTest.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext _ = application.run(settings)) {
            MDC.put("header", "Cookie: session=pl4nted");
            for (String line : LINES) {
                LoggerFactory.getLogger("org.example.Library").warn("Größe {}", line);
            }
            LoggerFactory.getLogger("org.example.Library")
                    .error(
                            "failed",
                            new IllegalStateException(LINES.getFirst(), new IllegalArgumentException(LINES.get(8))));
        }

        String written = Files.readString(file);
        assertThat(written.lines()).filteredOn(line -> line.contains(PLANTED)).isEmpty();
        assertThat(written).contains("***", "Größe", "IllegalArgumentException");
        List<String> warnings =
                written.lines().filter(line -> line.contains("Größe")).toList();
        assertThat(warnings).hasSize(LINES.size());
        assertThat(warnings.stream().filter(line -> line.contains("kept"))).hasSize((int)
                LINES.stream().filter(line -> line.contains("kept")).count());
        if (!format.isEmpty()) {
            assertThat(written.lines())
                    .allSatisfy(line -> assertThat(Json.tree(line).isObject()).isTrue());
        }
    }

    @Test
    void what_is_no_secret_stays() {
        for (String line : List.of(
                "GET http://example.com:8080/a@b 200 in 12 ms",
                "a cookie is missing; the signature is wrong; basic auth is off",
                "job job_01kb5c8vq0e1x9f3m7t2r6w4zn of tenant default")) {
            assertThat(Redaction.of(line)).isEqualTo(line);
        }
    }
}
