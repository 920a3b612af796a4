/**
 * What a caller may ask of a media job: source, options and output kinds, each a validated record. How they are done lives
 * in the worker.
 */
@NullMarked
package dev.tintype.media;

import org.jspecify.annotations.NullMarked;
