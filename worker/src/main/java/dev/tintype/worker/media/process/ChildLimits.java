package dev.tintype.worker.media.process;

import java.time.Duration;

/**
 * What one child may use.
 *
 * @param wall how long it may run
 * @param stall how long it may stand still
 * @param bytes what it may write, all files together
 * @param memory address space
 * @param card whether it may use the machine's graphics cards. Their drivers reserve more address space than any bound leaves (the
 *     CUDA C++ Programming Guide on unified addressing), so that {@code memory} does not hold then
 */
public record ChildLimits(Duration wall, Duration stall, long bytes, long memory, boolean card) {
    /** Without a graphics card. */
    public ChildLimits(Duration wall, Duration stall, long bytes, long memory) {
        this(wall, stall, bytes, memory, false);
    }

    /** The same with a graphics card, or without. */
    public ChildLimits withCard(boolean may) {
        return new ChildLimits(wall, stall, bytes, memory, may);
    }

    ChildLimits withWall(Duration other) {
        return new ChildLimits(other, stall, bytes, memory, card);
    }
}
