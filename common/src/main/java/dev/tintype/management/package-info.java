/**
 * What operators' machines ask of a process: health and metrics, on a port of its own. What a metric counts is measured where it
 * happens; here are those that nobody else owns.
 */
@NullMarked
package dev.tintype.management;

import org.jspecify.annotations.NullMarked;
