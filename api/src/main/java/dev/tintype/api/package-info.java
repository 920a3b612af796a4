/** The HTTP service: authenticates, validates, accepts and reports. Controllers translate HTTP to one call and back; no browser, no FFmpeg here. */
@NullMarked
package dev.tintype.api;

import org.jspecify.annotations.NullMarked;
