package dev.tintype.worker.capture.visit;

import java.util.List;
import java.util.Map;

/**
 * A page that answered.
 *
 * @param redirects addresses that led on to another, oldest first, at most {@value #MAX_REDIRECTS}
 * @param tls of the page's own connection; empty: none, or not told
 * @param tookMs from navigation to the load event, or what {@code wait_until} named
 * @param unfinished addresses that were still under way when loading was stopped; empty: it was not stopped
 * @param partial whether loading was stopped
 */
public record Opened(
        int status,
        List<String> redirects,
        Map<String, Object> tls,
        long tookMs,
        boolean partial,
        List<String> unfinished) {
    static final int MAX_REDIRECTS = 20;
}
