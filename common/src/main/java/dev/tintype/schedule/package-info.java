/** What schedules are: a job to be made again and again, and the times for it. Making them is the scheduler's, in dispatch. */
@NullMarked
package dev.tintype.schedule;

import org.jspecify.annotations.NullMarked;
