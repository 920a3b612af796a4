/** Opens encrypted artifacts without any server. */
@NullMarked
package dev.tintype.cli.decrypt;

import org.jspecify.annotations.NullMarked;
