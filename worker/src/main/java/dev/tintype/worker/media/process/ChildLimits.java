package dev.tintype.worker.media.process;

import java.time.Duration;

/**
 * What one child may use.
 *
 * @param wall how long it may run
 * @param stall how long it may stand still
 * @param bytes what it may write, all files together
 * @param memory address space
 */
public record ChildLimits(Duration wall, Duration stall, long bytes, long memory) {
    ChildLimits withWall(Duration other) {
        return new ChildLimits(other, stall, bytes, memory);
    }
}
