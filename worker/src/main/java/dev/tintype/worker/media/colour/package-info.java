/** What the numbers of a picture mean: colour profiles (ICC), and the way from them to sRGB. Pure. */
@NullMarked
package dev.tintype.worker.media.colour;

import org.jspecify.annotations.NullMarked;
