package dev.tintype.worker.capture.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds processes of ours by what their command line carries, and kills them with everything they started. */
final class ProcessTree {
    private ProcessTree() {}

    /** Our descendants with exactly this argument. */
    static List<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> hasArgument(process, argument))
                .toList();
    }

    /** The processes and everything below them. The children of a dead process are no longer found through it. */
    static Set<ProcessHandle> withDescendants(Collection<ProcessHandle> roots) {
        Set<ProcessHandle> all = new LinkedHashSet<>(roots);
        roots.forEach(root -> root.descendants().forEach(all::add));
        return all;
    }

    /** Whether it runs. A dead process that nobody has asked after yet counts as alive to the JDK, not to us. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Kills them; answers at once. */
    static void kill(Collection<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    /** Memory that the processes have, what they share counted once over all (PSS); 0 where that is not told. */
    static long memory(Collection<ProcessHandle> processes) {
        return processes.stream().mapToLong(ProcessTree::memory).sum();
    }

    private static long memory(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has just ended
        }
    }

    /** proc(5): the state stands behind the name, which stands in brackets and may hold anything. */
    private static boolean isZombie(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String stat = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return true; // it has just ended
        }
    }

    private static boolean hasArgument(ProcessHandle process, String argument) {
        // ProcessHandle gives no arguments beyond one page of them on Linux, and a browser's come close to that.
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.exists(file)
                    ? ("\0" + Files.readString(file, StandardCharsets.ISO_8859_1) + "\0")
                            .contains("\0" + argument + "\0")
                    : process.info().commandLine().orElse("").contains(argument);
        } catch (NoSuchFileException e) {
            return false; // it has just ended
        } catch (IOException e) {
            return false; // likewise: reading the file of an ending process answers ESRCH
        }
    }
}
