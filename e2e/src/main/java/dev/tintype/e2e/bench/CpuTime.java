package dev.tintype.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time as Linux counts it. */
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

    private static double pair(long pid, int first) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }
}
