/** Removes what has been kept long enough: records, their artifacts, and artifacts nobody knows any more (rule 9). */
@NullMarked
package dev.tintype.retention;

import org.jspecify.annotations.NullMarked;
