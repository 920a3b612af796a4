/** What a caller may ask of a comparison of two images, each a validated record. How it is done lives in the worker. */
@NullMarked
package dev.tintype.compare;

import org.jspecify.annotations.NullMarked;
