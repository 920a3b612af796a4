/**
 * API keys: making, parsing, hashing and checking them. Nothing here ever prints a secret.
 */
@NullMarked
package dev.tintype.secret;

import org.jspecify.annotations.NullMarked;
