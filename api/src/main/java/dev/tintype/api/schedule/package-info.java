/** Schedules: make, look at, change, remove. */
@NullMarked
package dev.tintype.api.schedule;

import org.jspecify.annotations.NullMarked;
