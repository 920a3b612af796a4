/** Parts of the routes of jobs, alone. */
@NullMarked
package dev.tintype.api.job;

import org.jspecify.annotations.NullMarked;
