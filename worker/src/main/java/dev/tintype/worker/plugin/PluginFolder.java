package dev.tintype.worker.plugin;

import dev.tintype.config.AllowedPlugin;
import dev.tintype.config.BadSetting;
import dev.tintype.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Finds the jars of allowed plugins by what they hold, not by how they are called, and loads copies that nobody else can write:
 * what is run is what was looked at. Other jars in the folder are left alone.
 */
public final class PluginFolder {
    private static final Logger log = LoggerFactory.getLogger(PluginFolder.class);
    private static final String JAR = ".jar";
    private static final String DIRECTORY = "TINTYPE_PLUGINS_DIR";

    private PluginFolder() {}

    /**
     * Loads plugins.
     *
     * @param folder where the jars lie; null: nowhere
     * @param copies folder of this process alone for the copies; made when there is anything to load
     * @throws BadSetting when an allowed one is not there or is no plugin
     */
    public static Map<String, LoadedPlugin> load(@Nullable Path folder, List<AllowedPlugin> allowed, Path copies) {
        if (allowed.isEmpty()) {
            return Map.of();
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadSetting(
                    DIRECTORY,
                    folder == null ? "is not set, and " + allowed.getFirst().setting() + " is" : "is no folder",
                    "Name the folder with the plugins' jars.");
        }
        Map<String, LoadedPlugin> plugins = new TreeMap<>();
        try {
            FileSystemUtils.deleteRecursively(copies);
            Files.createDirectories(
                    copies, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Map<String, Path> found = copy(folder, allowed, copies);
            for (AllowedPlugin one : allowed) {
                Path jar = copies.resolve(one.sha256() + JAR);
                if (!found.containsKey(one.sha256())) {
                    throw new BadSetting(
                            one.setting(),
                            "allows a jar that is not in " + folder,
                            "Put it there, or allow what is there: " + told(found) + ".");
                }
                plugins.put(one.name(), load(one, jar));
                log.info("plugin {} takes {} jobs: {}", one.name(), one.pool().wireName(), one.sha256());
            }
        } catch (IOException e) {
            plugins.values().forEach(LoadedPlugin::close);
            throw new BadSetting(DIRECTORY, "cannot be read: " + e.getMessage(), "Let the worker read it.");
        } catch (BadSetting e) {
            plugins.values().forEach(LoadedPlugin::close);
            throw e;
        }
        return plugins;
    }

    /**
     * Copies the allowed jars, each under its SHA-256.
     *
     * @return every jar in {@code folder}, by its SHA-256
     */
    private static Map<String, Path> copy(Path folder, List<AllowedPlugin> allowed, Path copies) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(JAR)).toList()) {
                byte[] bytes = Files.readAllBytes(jar);
                String sha256 = sha256(bytes);
                found.put(sha256, jar);
                if (allowed.stream().anyMatch(one -> one.sha256().equals(sha256))) {
                    Files.write(copies.resolve(sha256 + JAR), bytes);
                }
            }
        }
        return found;
    }

    private static LoadedPlugin load(AllowedPlugin allowed, Path jar) throws IOException {
        PluginClasses classes = PluginClasses.of(jar);
        try {
            List<Plugin> found = ServiceLoader.load(Plugin.class, classes).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (found.size() == 1) {
                return new LoadedPlugin(allowed, found.getFirst(), classes);
            }
            classes.close();
            throw new BadSetting(
                    allowed.setting(),
                    "allows a jar with " + found.size() + " plugins",
                    "A plugin's jar names one class in META-INF/services/" + Plugin.class.getName() + ".");
        } catch (ServiceConfigurationError | LinkageError e) {
            classes.close();
            log.error("the plugin {} cannot be loaded", allowed.name(), e);
            throw new BadSetting(
                    allowed.setting(),
                    "allows a jar whose plugin cannot be loaded: " + e.getMessage(),
                    "Build it against this version of Tintype, with everything it needs in the jar.");
        }
    }

    private static String told(Map<String, Path> jars) {
        return jars.isEmpty()
                ? "no jar"
                : jars.entrySet().stream()
                        .map(jar -> jar.getValue().getFileName() + " is " + jar.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
