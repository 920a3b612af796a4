package dev.tintype.worker.media.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.springframework.util.FileSystemUtils;

/** The FFmpeg in the jar of bytedeco, unpacked into a folder that is named after the jar: whole or not at all. */
final class BundledFfmpeg {
    private static final String PLACE = "org/bytedeco/ffmpeg/linux-x86_64-gpl/";

    private BundledFfmpeg() {}

    static Path unpacked(Path cache) {
        URL program = BundledFfmpeg.class.getClassLoader().getResource(PLACE + "ffmpeg");
        if (program == null) {
            throw new FfmpegNotUsable("Tintype brings FFmpeg for Linux on x86-64 only; name another in FFMPEG_PATH");
        }
        try {
            JarURLConnection connection = (JarURLConnection) program.openConnection();
            String jar = Path.of(connection.getJarFileURL().getPath())
                    .getFileName()
                    .toString()
                    .replace(".jar", "");
            Path folder = cache.toAbsolutePath().resolve(jar);
            if (!Files.isExecutable(folder.resolve("ffprobe"))) {
                unpack(connection, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new FfmpegNotUsable("FFmpeg could not be unpacked into the cache folder", e);
        }
    }

    /** Another process may do the same at the same time: the first one's folder stays. */
    private static void unpack(JarURLConnection connection, Path folder) throws IOException {
        Path parent = folder.getParent();
        Files.createDirectories(parent);
        Path making = Files.createTempDirectory(parent, ".ffmpeg-");
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                // the others are bridges into a JVM
                if (name.startsWith(PLACE) && !entry.isDirectory() && !name.contains("libjni")) {
                    Path file = making.resolve(name.substring(PLACE.length()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            FileSystemUtils.deleteRecursively(making);
        } catch (IOException e) {
            FileSystemUtils.deleteRecursively(making);
            if (!Files.isExecutable(folder.resolve("ffprobe"))) {
                throw e;
            }
        }
    }
}
