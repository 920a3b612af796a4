package dev.tintype.worker.media.process;

import dev.tintype.config.TintypeProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands between a child and the machine. Tried once at the start, for real: what the kernel of a container allows cannot be
 * told from outside.
 *
 * <p>With bubblewrap: no network, a file system of the system's programs, read-only, and the work folder; process ids, users and host
 * name of its own; no capabilities. In any case limits of the process (CPU time, address space, file size, open files), an empty
 * environment, and the kernel kills it when the thread that started it is gone.
 */
public final class Walls {
    private static final Logger log = LoggerFactory.getLogger(Walls.class);
    private static final String INSIDE = "/work";
    private static final String PROGRAMS = "/opt/ffmpeg";
    private static final List<String> CARDS = List.of(
            "/dev/dri",
            "/dev/nvidiactl",
            "/dev/nvidia-uvm",
            "/dev/nvidia-uvm-tools",
            "/dev/nvidia-modeset",
            "/dev/nvidia0",
            "/dev/nvidia1",
            "/dev/nvidia2",
            "/dev/nvidia3",
            "/dev/nvidia4",
            "/dev/nvidia5",
            "/dev/nvidia6",
            "/dev/nvidia7");

    private final Ffmpeg ffmpeg;
    private final boolean bubblewrap;
    private final boolean proc;
    private final boolean setpriv;
    private final boolean prlimit;

    private Walls(Ffmpeg ffmpeg, boolean bubblewrap, boolean proc, boolean setpriv, boolean prlimit) {
        this.ffmpeg = ffmpeg;
        this.bubblewrap = bubblewrap;
        this.proc = proc;
        this.setpriv = setpriv;
        this.prlimit = prlimit;
    }

    /**
     * Tries what this machine offers.
     *
     * @throws FfmpegNotUsable when more is required
     */
    public static Walls tried(Ffmpeg ffmpeg, TintypeProperties.Sandbox wanted) {
        Walls least = new Walls(ffmpeg, false, false, exists("setpriv"), exists("prlimit"));
        Walls closed = wanted == TintypeProperties.Sandbox.OFF || !exists("bwrap") ? null : least.closing();
        if (closed == null && wanted == TintypeProperties.Sandbox.REQUIRED) {
            throw new FfmpegNotUsable(
                    "tintype.sandbox=required, but FFmpeg does not start inside bubblewrap here: install"
                            + " the package bubblewrap and allow user namespaces");
        }
        if (closed == null) {
            log.warn("FFmpeg runs WITHOUT namespaces of its own: install bubblewrap and allow user namespaces");
            return least;
        }
        return closed;
    }

    /**
     * These and bubblewrap. Engines of containers hide parts of {@code /proc}, and the kernel then allows no other one to be mounted:
     * there the children have none, which FFmpeg does not miss.
     */
    private @Nullable Walls closing() {
        for (boolean own : List.of(true, false)) {
            Walls walls = new Walls(ffmpeg, true, own, setpriv, prlimit);
            if (walls.works()) {
                return walls;
            }
        }
        return null;
    }

    /** Whether a child is cut off from network and file system. */
    public boolean closed() {
        return bubblewrap;
    }

    /** What protects, in one sentence for operators. */
    public String protections() {
        List<String> active = new ArrayList<>();
        if (bubblewrap) {
            active.add("no network, own file system, own processes, no capabilities");
        }
        if (prlimit) {
            active.add("limits of CPU time, memory, file size and open files");
        }
        if (setpriv && !bubblewrap) {
            active.add("no new privileges");
        }
        return active.isEmpty() ? "none" : String.join("; ", active);
    }

    /** The whole command line that runs {@code program} in {@code folder}. */
    List<String> around(Ffmpeg.Program program, List<String> arguments, Path folder, ChildLimits limits) {
        List<String> command = new ArrayList<>();
        if (bubblewrap) {
            command.addAll(bubblewrap(folder, limits.card()));
        } else if (setpriv) {
            command.addAll(List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--"));
        }
        if (prlimit) {
            long cpu = Math.max(
                    10, limits.wall().toSeconds() * Runtime.getRuntime().availableProcessors());
            command.addAll(List.of("prlimit", "--cpu=" + cpu));
            if (!limits.card()) {
                command.add("--as=" + limits.memory());
            }
            command.addAll(List.of("--fsize=" + limits.bytes(), "--nofile=512", "--core=0", "--"));
        }
        command.add(
                bubblewrap
                        ? PROGRAMS + "/" + program.file()
                        : ffmpeg.path(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** The whole environment. */
    Map<String, String> environment(Path folder) {
        String home = bubblewrap ? INSIDE : folder.toString();
        return Map.of(
                "PATH",
                "/usr/bin:/bin",
                "LD_LIBRARY_PATH",
                bubblewrap ? PROGRAMS : ffmpeg.folder().toString(),
                "HOME",
                home,
                "TMPDIR",
                home,
                "LC_ALL",
                "C",
                // many arenas make much address space, and that is limited
                "MALLOC_ARENA_MAX",
                "2");
    }

    private List<String> bubblewrap(Path folder, boolean card) {
        List<String> command = new ArrayList<>(List.of(
                "bwrap",
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--ro-bind",
                "/usr",
                "/usr"));
        for (String place : List.of("/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives")) {
            command.addAll(List.of("--ro-bind-try", place, place));
        }
        command.addAll(List.of(
                "--ro-bind",
                ffmpeg.folder().toString(),
                PROGRAMS,
                proc ? "--proc" : "--dir",
                "/proc",
                "--dev",
                "/dev"));
        if (card) {
            command.addAll(cards());
        }
        command.addAll(List.of(
                "--tmpfs",
                "/tmp",
                "--bind",
                folder.toAbsolutePath().toString(),
                INSIDE,
                "--ro-bind-try",
                folder.resolve(Child.IN).toAbsolutePath().toString(),
                INSIDE + "/" + Child.IN,
                "--chdir",
                INSIDE,
                "--"));
        return command;
    }

    /** The devices of graphics cards, and where their drivers look for what they are. */
    private static List<String> cards() {
        List<String> binds = new ArrayList<>(List.of("--ro-bind-try", "/sys", "/sys"));
        for (String device : CARDS) {
            binds.addAll(List.of("--dev-bind-try", device, device));
        }
        return binds;
    }

    private boolean works() {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("tintype-walls-");
            ChildLimits small = new ChildLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20, 4L << 30);
            ProcessBuilder builder = new ProcessBuilder(
                            around(Ffmpeg.Program.FFMPEG, List.of("-version"), folder, small))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment(folder));
            Process process = builder.start();
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            log.debug("bubblewrap does not start", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            remove(folder);
        }
    }

    private static void remove(@Nullable Path folder) {
        try {
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            log.debug("an empty folder stays", e);
        }
    }

    private static boolean exists(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }
}
