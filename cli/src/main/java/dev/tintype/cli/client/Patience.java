package dev.tintype.cli.client;

import java.time.Duration;

/**
 * How long to bear with a server.
 *
 * @param total from the first failure of a call to giving it up
 * @param pause before the first new try; doubles with each, up to two seconds
 */
record Patience(Duration total, Duration pause) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofMillis(200));
    static final Patience NONE = new Patience(Duration.ZERO, Duration.ofMillis(1));
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** The pause before try number {@code retry}, counted from 0. */
    Duration before(int retry) {
        Duration grown = pause.multipliedBy(1L << Math.min(retry, 10));
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }
}
