/**
 * What a caller may ask of a page capture: source, page options and output kinds, each a validated record. How
 * they are done lives in the worker.
 */
@NullMarked
package dev.tintype.capture;

import org.jspecify.annotations.NullMarked;
