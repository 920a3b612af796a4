/**
 * Fault experiments: a fleet of real processes under load, something breaks, and in the end the checker looks whether every
 * promise was kept. {@code ./tintype faults} runs them all; a few run with every build.
 */
@NullMarked
package dev.tintype.e2e.faults;

import org.jspecify.annotations.NullMarked;
