package dev.tintype.api.health;

import dev.tintype.health.Health;

/** Whether the process lives; whoever does not, does not answer. */
public record Liveness(Health.Status status) {}
