/**
 * What can be made of a visited page: one handler class per output kind, found by the type of its options. Handlers make
 * bytes and facts; storing them is not their business.
 */
@NullMarked
package dev.tintype.worker.capture.output;

import org.jspecify.annotations.NullMarked;
