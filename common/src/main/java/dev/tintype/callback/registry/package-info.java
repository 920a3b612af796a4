/**
 * Registered endpoints with their keys: makes, rotates, seals and opens them. Secrets leave here only to be shown once and to
 * sign; what is kept is sealed.
 */
@NullMarked
package dev.tintype.callback.registry;

import org.jspecify.annotations.NullMarked;
