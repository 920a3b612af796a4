package dev.tintype.worker.capture.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether Chromium's own sandbox is used: always, unless we are root, where Chromium refuses to start with it. */
public final class Sandbox {
    private static final Path SELF = Path.of("/proc/self");
    private static final int ROOT = 0;

    private Sandbox() {}

    /** False only when this process runs as root. */
    public static boolean usable() {
        try {
            return Files.exists(SELF)
                    ? !Integer.valueOf(ROOT).equals(Files.getAttribute(SELF, "unix:uid"))
                    : !"root".equals(System.getProperty("user.name"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which user this is", e);
        }
    }
}
