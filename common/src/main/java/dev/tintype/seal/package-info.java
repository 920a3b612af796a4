/** What callers hold in confidence inside their requests: kept sealed, opened only where the job is done. */
@NullMarked
package dev.tintype.seal;

import org.jspecify.annotations.NullMarked;
