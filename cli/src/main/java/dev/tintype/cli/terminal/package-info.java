/** How the command speaks to people: streams, live progress, tables, sizes and times in words. */
@NullMarked
package dev.tintype.cli.terminal;

import org.jspecify.annotations.NullMarked;
