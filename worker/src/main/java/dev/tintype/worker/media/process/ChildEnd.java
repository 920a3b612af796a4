package dev.tintype.worker.media.process;

import java.util.List;

/**
 * How a child ended.
 *
 * @param exit its exit code
 * @param output what it wrote, as far as it was kept; empty when it told its progress
 * @param messages the last lines of what it complained
 */
public record ChildEnd(int exit, String output, List<String> messages) {}
