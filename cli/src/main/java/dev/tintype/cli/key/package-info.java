/** {@code tintype keys}: makes, lists, replaces and ends API keys. */
@NullMarked
package dev.tintype.cli.key;

import org.jspecify.annotations.NullMarked;
