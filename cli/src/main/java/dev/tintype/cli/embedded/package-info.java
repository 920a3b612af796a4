/** The embedded server: one JVM, one data folder. */
@NullMarked
package dev.tintype.cli.embedded;

import org.jspecify.annotations.NullMarked;
