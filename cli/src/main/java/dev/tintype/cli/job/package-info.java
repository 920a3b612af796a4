/** {@code tintype jobs} and {@code tintype job}, and how a job's end is told to people. */
@NullMarked
package dev.tintype.cli.job;

import org.jspecify.annotations.NullMarked;
