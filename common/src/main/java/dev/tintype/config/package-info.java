/**
 * Settings both services share, typed and validated at start.
 */
@NullMarked
package dev.tintype.config;

import org.jspecify.annotations.NullMarked;
