/**
 * Page captures: the runner of the capture pool. {@code browser} keeps the browsers, {@code visit} opens pages and waits
 * for them, {@code output} makes pictures and documents of them; here the three are put together into an attempt. Keeps
 * rules 6, 8 and 9.
 */
@NullMarked
package dev.tintype.worker.capture;

import org.jspecify.annotations.NullMarked;
