package dev.tintype.worker.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.config.AllowedPlugin;
import dev.tintype.config.BadSetting;
import dev.tintype.job.Pool;
import dev.tintype.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
    private static final String NOTHING = "";

    @TempDir
    private Path temp = Path.of("");

    private Path folder = Path.of("");
    private Path copies = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(temp.resolve("plugins"));
        copies = temp.resolve("copies");
    }

    private static AllowedPlugin allowed(String sha256) {
        return new AllowedPlugin("acme", Pool.MEDIA, sha256);
    }

    private Map<String, LoadedPlugin> load(String sha256) {
        return PluginFolder.load(folder, List.of(allowed(sha256)), copies);
    }

    private static LoadedPlugin only(Map<String, LoadedPlugin> loaded) {
        assertThat(loaded).containsOnlyKeys("acme");
        return loaded.values().iterator().next();
    }

    @Test
    void a_jar_is_known_by_what_it_holds_whatever_its_name() throws Exception {
        Path jar = PluginJar.build(folder, "any-name.jar", NOTHING);

        try (LoadedPlugin loaded = only(load(PluginJar.sha256(jar)))) {
            assertThat(loaded.plugin().getClass().getName()).isEqualTo("acme.Acme");
        }
    }

    @Test
    void one_changed_byte_keeps_the_worker_from_starting() throws Exception {
        Path jar = PluginJar.build(folder, "acme.jar", NOTHING);
        String before = PluginJar.sha256(jar);
        Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);

        String now = PluginJar.sha256(jar);
        assertThatThrownBy(() -> load(before))
                .hasMessageContaining("TINTYPE_PLUGINS_ALLOWED_ACME")
                .isInstanceOfSatisfying(
                        BadSetting.class, e -> assertThat(e.wayOut()).contains("acme.jar is " + now));
    }

    @Test
    void what_changes_after_it_was_looked_at_is_not_what_runs() throws Exception {
        Path jar = PluginJar.build(folder, "acme.jar", NOTHING);
        try (LoadedPlugin loaded = only(load(PluginJar.sha256(jar)))) {
            Files.writeString(jar, "another content");

            assertThat(loaded.plugin().getClass().getResource("/acme/Acme.class"))
                    .asString()
                    .contains(copies.toString());
        }
    }

    @Test
    void nothing_is_loaded_that_is_not_allowed() throws Exception {
        PluginJar.build(folder, "acme.jar", NOTHING);

        assertThat(PluginFolder.load(folder, List.of(), copies)).isEmpty();
        assertThat(copies).doesNotExist();
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        assertThatThrownBy(() -> PluginFolder.load(null, List.of(allowed("0".repeat(64))), copies))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("TINTYPE_PLUGINS_DIR");
    }

    @Test
    void a_jar_that_is_no_plugin_is_told() throws Exception {
        Path jar = PluginJar.nameless(folder, "acme.jar");

        assertThatThrownBy(() -> load(PluginJar.sha256(jar)))
                .hasMessageContaining("0 plugins")
                .isInstanceOfSatisfying(
                        BadSetting.class,
                        e -> assertThat(e.wayOut()).contains("META-INF/services/dev.tintype.plugin.Plugin"));
    }

    @Test
    void a_plugin_sees_java_and_what_it_is_written_against_and_nothing_else_of_ours() throws Exception {
        Path jar = PluginJar.build(folder, "acme.jar", NOTHING);
        try (LoadedPlugin loaded = only(load(PluginJar.sha256(jar)))) {
            ClassLoader seen = loaded.plugin().getClass().getClassLoader();

            assertThat(seen.loadClass("java.net.http.HttpClient")).isNotNull();
            assertThat(seen.loadClass("dev.tintype.plugin.PluginJob")).isNotNull();
            for (String hidden :
                    List.of("dev.tintype.job.Job", "org.springframework.util.Assert", "redis.clients.jedis.Jedis")) {
                assertThatThrownBy(() -> seen.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
            }
        }
    }
}
