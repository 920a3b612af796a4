/** {@code tintype capture}: from a command line to a job, and from the job's end to a file and a sentence. */
@NullMarked
package dev.tintype.cli.capture;

import org.jspecify.annotations.NullMarked;
