/**
 * The browsers captures are made with: finding one, its launch flags, one supervised browser per slot, and the watchdog
 * that frees a slot from a page that never answers. Knows nothing of what a capture does with a tab. Only a
 * {@code BrowserSlot} starts or kills browser processes. Keeps rules 6 and 9.
 */
@NullMarked
package dev.tintype.worker.capture.browser;

import org.jspecify.annotations.NullMarked;
