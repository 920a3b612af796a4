package dev.tintype.health;

/** Asks one part of this process or one thing it depends on how it is. A bean of this type shows up in {@code /health}. */
public interface HealthProbe {
    /** One word, unique: {@code ledger}, {@code broker}, {@code browser}. */
    String name();

    /** Asks now. May take a while and may throw; both count as {@link Health.Status#DOWN}. Called by several threads. */
    Health check();
}
