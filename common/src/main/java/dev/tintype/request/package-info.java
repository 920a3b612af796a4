/**
 * Reads what callers send: bytes become a checked {@code JobRequest}, or an {@code InvalidRequest} that names each wrong
 * field by JSON pointer and says the way out. Keeps rule 7: no request option is silently ignored.
 */
@NullMarked
package dev.tintype.request;

import org.jspecify.annotations.NullMarked;
