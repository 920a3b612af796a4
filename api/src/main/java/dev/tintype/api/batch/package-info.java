/** Many jobs handed in at once: listed one by one, or as a template and what to vary in it. */
@NullMarked
package dev.tintype.api.batch;

import org.jspecify.annotations.NullMarked;
