/**
 * Comparing two images: fetch or take them, decode them within limits, count and show what changed. Needs no browser but for
 * captures made for it, which {@link Camera} takes.
 */
@NullMarked
package dev.tintype.worker.compare;

import org.jspecify.annotations.NullMarked;
