/**
 * FFmpeg as supervised children: where the programs come from, the walls around them, how they are started, watched and
 * killed. Knows nothing of what they are asked to do. Keeps rules 6 and 9 of the design: no child has a network, none
 * outlives its attempt.
 */
@NullMarked
package dev.tintype.worker.media.process;

import org.jspecify.annotations.NullMarked;
