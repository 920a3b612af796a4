/**
 * Benchmarks, run by {@code ./tintype bench}: what the system itself costs, captures through it against a bare browser
 * loop, media through it against FFmpeg alone. Figures are for comparing arms of one run on one quiet machine.
 */
@NullMarked
package dev.tintype.e2e.bench;

import org.jspecify.annotations.NullMarked;
