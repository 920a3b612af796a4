package dev.tintype.ledger;

import dev.tintype.job.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param after where the next page begins, or null at the end
 */
public record JobPage(List<Job> items, @Nullable Position after) {
    /** A place in a listing, stable under inserts: the last item seen. */
    public record Position(long createdMs, String id) {}
}
