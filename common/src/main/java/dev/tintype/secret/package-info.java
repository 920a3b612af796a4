/**
 * API keys: making, hashing, keeping and checking them, and the server's own secrets. Nothing here ever prints a secret;
 * only hashes of keys are kept.
 */
@NullMarked
package dev.tintype.secret;

import org.jspecify.annotations.NullMarked;
