/**
 * {@code /capture} as Pixashot's clients know it: its options become a capture job that is waited for. What an option means is
 * in {@link dev.tintype.api.pixashot.PixashotJob}; none is ignored.
 */
@NullMarked
package dev.tintype.api.pixashot;

import org.jspecify.annotations.NullMarked;
