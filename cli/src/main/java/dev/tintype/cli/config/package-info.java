/** {@code tintype config}: settings for other programs, made for this one. */
@NullMarked
package dev.tintype.cli.config;

import org.jspecify.annotations.NullMarked;
