/**
 * What this system counts and times about itself. Whoever does something says so here, in one line; names, labels and meanings are
 * in one place, and {@code docs/metrics.md} has a row for each. No label carries anything that callers choose without bound.
 */
@NullMarked
package dev.tintype.metrics;

import org.jspecify.annotations.NullMarked;
