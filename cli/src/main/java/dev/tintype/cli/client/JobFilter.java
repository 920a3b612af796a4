package dev.tintype.cli.client;

import java.util.Optional;

/**
 * Which jobs to list, newest first.
 *
 * @param state only jobs in this state
 * @param limit at most so many
 */
public record JobFilter(Optional<String> state, int limit) {}
