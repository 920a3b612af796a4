/** Handing in files, and naming them as a job's source. */
@NullMarked
package dev.tintype.api.upload;

import org.jspecify.annotations.NullMarked;
