package dev.tintype.e2e.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.config.TintypeProperties;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * What the Compose file says, read without an engine: the short form, for every test run, of what {@code ./tintype containers} does
 * with one.
 */
class ComposeFileTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final JsonNode FILE = read();
    private static final Set<String> WORKERS = Set.of("worker-capture", "worker-media", "worker-callback");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(:-[^}]*)?}");

    @Test
    void no_container_may_write_its_root_or_gain_rights_or_take_all_there_is() {
        services().forEach((name, service) -> {
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(service.path("privileged").asBoolean(false)).as(name).isFalse();
            assertThat(texts(service.path("security_opt"))).as(name).contains("no-new-privileges:true");
            assertThat(service.has("mem_limit") && service.has("cpus") && service.has("pids_limit"))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void only_workers_reach_out_and_callers_reach_the_proxy_alone() {
        services().forEach((name, service) -> {
            List<String> networks = texts(service.path("networks"));
            assertThat(networks.contains("egress")).as(name).isEqualTo(WORKERS.contains(name));
            assertThat(networks.contains("front"))
                    .as(name)
                    .isEqualTo(Set.of("proxy", "api").contains(name));
            assertThat(networks.contains("entry"))
                    .as(name)
                    .isEqualTo(Set.of("proxy", "prometheus", "grafana").contains(name));
        });
        assertThat(FILE.at("/networks/data/internal").asBoolean()).isTrue();
        assertThat(FILE.at("/networks/front/internal").asBoolean()).isTrue();
        assertThat(FILE.at("/networks/egress/driver_opts/com.docker.network.bridge.enable_icc")
                        .asString())
                .isEqualTo("false");
    }

    @Test
    void nothing_is_published_but_on_the_hosts_own_address() {
        services()
                .forEach((name, service) -> assertThat(texts(service.path("ports")))
                        .as(name)
                        .allMatch(port -> substituted(port).startsWith("127.0.0.1:")));
    }

    @Test
    void every_secret_is_a_file_that_the_script_makes(@TempDir Path folder) throws Exception {
        Process made = new ProcessBuilder(HOME.resolve("setup/secrets.sh").toString(), folder.toString()).start();
        assertThat(made.waitFor()).isZero();

        Set<String> used = new TreeSet<>();
        services().values().forEach(service -> used.addAll(texts(service.path("secrets"))));
        assertThat(used).isEqualTo(new TreeSet<>(FILE.path("secrets").propertyNames()));
        for (String secret : used) {
            String file = FILE.path("secrets").path(secret).path("file").asString();
            assertThat(file).endsWith("/" + secret);
            assertThat(Files.readString(folder.resolve(secret))).as(secret).hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void what_a_setting_takes_from_a_secret_is_among_the_services_secrets() {
        Pattern reference = Pattern.compile("\\$\\$\\{(\\w+)}");
        services().forEach((name, service) -> {
            Set<String> asked = reference
                    .matcher(service.path("environment").toString())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertThat(texts(service.path("secrets"))).as(name).containsAll(asked);
        });
    }

    @Test
    void every_image_of_ours_is_built_by_the_script_from_a_stage_there_is() throws IOException {
        String script = Files.readString(HOME.resolve("setup/images.sh"));
        for (Map.Entry<String, JsonNode> service : services().entrySet()) {
            JsonNode build = service.getValue().path("build");
            if (build.isMissingNode()) {
                continue;
            }
            String context = build.path("context").asString();
            String dockerfile = Files.readString(HOME.resolve(context).resolve("Dockerfile"));
            String target = build.path("target").asString("");
            assertThat(script)
                    .as(service.getKey())
                    .contains(target.isEmpty() ? service.getKey() + " " + context : context + " --target");
            if (!target.isEmpty()) {
                assertThat(dockerfile).contains(" AS " + target + "\n");
            }
            assertThat(dockerfile).as(service.getKey()).contains("ARG BASE=", "HEALTHCHECK", "\nUSER ");
        }
    }

    @Test
    void every_file_that_is_mounted_or_named_is_there() {
        List<String> named = new ArrayList<>();
        services().values().forEach(service -> {
            texts(service.path("volumes")).stream()
                    .filter(volume -> volume.startsWith("./"))
                    .forEach(volume -> named.add(volume.substring(0, volume.indexOf(':'))));
            texts(service.path("security_opt")).stream()
                    .filter(option -> option.startsWith("seccomp="))
                    .forEach(option -> named.add(option.substring("seccomp=".length())));
        });
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(HOME.resolve(path)).exists());
    }

    @Test
    void a_worker_is_given_longer_to_stop_than_it_gives_its_jobs_to_end() {
        Duration drain = new Binder(List.of())
                .bindOrCreate("tintype", TintypeProperties.class)
                .worker()
                .drain();
        for (String worker : WORKERS) {
            JsonNode service = FILE.path("services").path(worker);
            assertThat(service.path("stop_signal").asString()).isEqualTo("SIGTERM");
            assertThat(Duration.parse("PT" + service.path("stop_grace_period").asString()))
                    .isGreaterThan(drain.plusSeconds(10));
        }
    }

    private static Map<String, JsonNode> services() {
        return FILE.path("services").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** With the values that variables have when nobody sets them. */
    private static String substituted(String text) {
        Matcher variables = VARIABLE.matcher(text);
        return variables.replaceAll(found -> Matcher.quoteReplacement(
                found.group(2) == null ? "" : found.group(2).substring(2)));
    }

    private static JsonNode read() {
        try {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(HOME.resolve("docker-compose.yml"), StandardCharsets.UTF_8));
            return Json.mapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
