/** How a command ends: its exit codes, and the failure that names what was wrong and the way out. */
@NullMarked
package dev.tintype.cli.outcome;

import org.jspecify.annotations.NullMarked;
