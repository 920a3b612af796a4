package dev.tintype.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsCheckTest {
    private static final Pattern READ = Pattern.compile("\\$\\{(tintype\\.[a-z.-]+)[:}]");

    private static void check(StandardEnvironment environment) {
        SettingsCheck.run(environment, Binder.get(environment).bindOrCreate("tintype", TintypeProperties.class));
    }

    private static void checkProperty(String name, String value) {
        StandardEnvironment environment = empty();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, value)));
        check(environment);
    }

    private static void checkVariable(String name, String value) {
        StandardEnvironment environment = empty();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", new HashMap<>(Map.of(name, value))));
        check(environment);
    }

    /** Nothing of the machine that the test runs on. */
    private static StandardEnvironment empty() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().stream()
                .map(source -> source.getName())
                .toList()
                .forEach(environment.getPropertySources()::remove);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TINTYPE_PROT",
                "TINTYPE_EGRES_ALLOW",
                "TINTYPE_EGRESS_ALOW",
                "TINTYPE_AUTH_TOKENS",
                "TINTYPE_MEDIA_LENGTH",
                "TINTYPE_RABBIT_URI_",
                "TINTYPE_MANAGMENT_PORT"
            })
    void a_mistyped_setting_stops_the_start_and_is_named(String name) {
        assertThatThrownBy(() -> checkVariable(name, "1")).hasMessage(name + " is no setting of Tintype");
    }

    @ParameterizedTest
    @CsvSource({
        "TINTYPE_PORT, 8081",
        "TINTYPE_DATA_DIR, /data",
        "TINTYPE_EGRESS_ALLOW, 10.0.0.0/8",
        "TINTYPE_EGRESS_ALLOW_0, 10.0.0.0/8",
        "TINTYPE_TENANTS_ACME_RUNNING, 4",
        "TINTYPE_RABBIT_SSL_BUNDLE, rabbit",
        "TINTYPE_MEDIA_OUTPUT_BYTES, 1GB",
        "TINTYPE_JAVA_OPTS, -Xmx1g",
        "TINTYPE_API_SERVICE_HOST, 10.0.0.1",
        "TINTYPE_API_PORT, tcp://10.0.0.1:8080",
        "TINTYPE_API_PORT_8080_TCP_ADDR, 10.0.0.1",
        "PATH, /bin"
    })
    void what_there_is_and_what_is_not_meant_for_us_passes(String name, String value) {
        assertThatCode(() -> checkVariable(name, value)).doesNotThrowAnyException();
    }

    @Test
    void files_and_arguments_are_held_to_the_same_names() {
        assertThatThrownBy(() -> checkProperty("tintype.redis.uri", "redis://x"))
                .isInstanceOf(BadSetting.class);
        assertThatCode(() -> checkProperty("tintype.egress.allow[0]", "a:1")).doesNotThrowAnyException();
        assertThatCode(() -> checkProperty("tintype.tenants.acme.result-ttl", "1h"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "tintype.auth.pepper, salt",
        "tintype.auth.token, tt_choose_a_long_random_token_here",
        "tintype.worker.beat, 20s",
        "tintype.ledger.backoff-base, 10m",
        "tintype.uploads.bytes, 60GB"
    })
    void what_is_weak_or_contradicts_stops_the_start_without_showing_it(String name, String value) {
        assertThatThrownBy(() -> checkProperty(name, value)).isInstanceOfSatisfying(BadSetting.class, bad -> {
            assertThat(bad.getMessage())
                    .startsWith("TINTYPE_"
                            + name.substring(8).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                    .doesNotContain(value + " ");
            assertThat(bad.wayOut()).isNotBlank();
        });
    }

    /** Whoever reads a setting one by one has to make it known here. */
    @Test
    void every_setting_that_is_read_is_known() throws IOException {
        SettingNames names = new SettingNames(
                TintypeProperties.class, MediaProperties.class, RabbitProperties.class, TraceProperties.class);
        List<String> read = new ArrayList<>();
        for (String module : List.of("api", "worker", "cli", "common")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().matches(".*\\.(java|properties)"))
                        .toList()) {
                    READ.matcher(Files.readString(file, StandardCharsets.UTF_8))
                            .results()
                            .map(MatchResult::group)
                            .map(text -> text.replaceAll("[${}:]", ""))
                            .forEach(read::add);
                }
            }
        }

        assertThat(read).contains("tintype.work-dir", "tintype.management-port");
        assertThat(read)
                .allSatisfy(name -> assertThat(names.known(name, "")).as(name).isTrue());
    }
}
