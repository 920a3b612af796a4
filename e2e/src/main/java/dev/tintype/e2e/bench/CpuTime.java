package dev.tintype.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CPU time as Linux counts it, in hundredths: proc(5). */
final class CpuTime {
    private static final double TICKS_PER_SECOND = 100;
    /** Places in {@code /proc/<pid>/stat} after the name of the program. */
    private static final int OWN = 11;

    private static final int CHILDREN = 13;

    private CpuTime() {}

    /** Seconds that a process took, without those that it started. */
    static double own(long pid) throws IOException {
        return pair(pid, OWN);
    }

    /** Seconds that its ended children took, and theirs. */
    static double ofEndedChildren(long pid) throws IOException {
        return pair(pid, CHILDREN);
    }

    /** Seconds of all cores, of user, nice, system, irq and softirq; what the machine's host took for others is not in it. */
    static double ofTheMachine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElseThrow().trim().split(" +", -1);
            return IntStream.of(1, 2, 3, 6, 7)
                            .mapToLong(i -> Long.parseLong(fields[i]))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double pair(long pid, int first) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }
}
