/**
 * One visit to a page: opening it, telling why it did not open, waiting until it is ready, and what can be said of it
 * afterwards. Makes no outputs. Keeps rule 8: what the page did wrong is typed here.
 */
@NullMarked
package dev.tintype.worker.capture.visit;

import org.jspecify.annotations.NullMarked;
