/** {@code tintype up}: the embedded server in the foreground. */
@NullMarked
package dev.tintype.cli.up;

import org.jspecify.annotations.NullMarked;
