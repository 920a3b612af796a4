/** {@code tintype preset}: profiles of other programs become presets. */
@NullMarked
package dev.tintype.cli.preset;

import org.jspecify.annotations.NullMarked;
