package dev.tintype.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds a plugin as its author would: compiled against Tintype, in a jar that names its class. */
public final class PluginJar {
    private static final String CLASS = "acme.Acme";

    private PluginJar() {}

    /**
     * Builds a jar.
     *
     * @param body of {@code run(PluginJob job) throws Exception}
     */
    public static Path build(Path folder, String name, String body) throws IOException {
        return pack(folder.resolve(name), compile(folder, body), CLASS);
    }

    /** A jar that names no plugin. */
    public static Path nameless(Path folder, String name) throws IOException {
        return pack(folder.resolve(name), compile(folder, ""), "");
    }

    /** What a setting allows it by. */
    public static String sha256(Path jar) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path compile(Path folder, String body) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.createDirectories(classes.resolve("acme")).resolve("Acme.java");
        Files.writeString(source, """
                package acme;
                import dev.tintype.plugin.*;
                import java.nio.file.*;
                import java.util.*;
                public final class Acme implements Plugin {
                    @Override public void run(PluginJob job) throws Exception {
                        %s
                    }
                }
                """.formatted(body));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalArgumentException("the plugin does not compile");
            }
        }
        Files.delete(source);
        return classes;
    }

    private static Path pack(Path jar, Path classes, String provider) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
            if (!provider.isEmpty()) {
                entries.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
                entries.write(provider.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
