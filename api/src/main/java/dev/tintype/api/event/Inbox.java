package dev.tintype.api.event;

import dev.tintype.event.JobEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What came for one client while it was written to. It holds so much; a client that is slower has to read the rest from
 * the log, so that memory does not depend on clients. Thread-safe.
 */
final class Inbox {
    private static final int MOST = 256;

    private List<JobEvent> events = new ArrayList<>(0);
    private boolean full;

    synchronized void add(JobEvent event) {
        if (full || events.size() == MOST) {
            events = new ArrayList<>(0);
            full = true;
            return;
        }
        events.add(event);
    }

    /** All that came since the last call. When it {@link #spilled}, none of it. */
    synchronized List<JobEvent> take() {
        List<JobEvent> taken = events;
        events = new ArrayList<>(0);
        return taken;
    }

    /** Whether there was more than it holds since the last call. */
    synchronized boolean spilled() {
        boolean was = full;
        full = false;
        return was;
    }
}
