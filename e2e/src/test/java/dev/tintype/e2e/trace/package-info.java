/** One request, followed through all parts by an OpenTelemetry collector. */
@NullMarked
package dev.tintype.e2e.trace;

import org.jspecify.annotations.NullMarked;
