package dev.tintype.worker.capture.visit;

import java.util.List;

/**
 * A page that answered.
 *
 * @param redirects addresses that led on to another, oldest first, at most {@value #MAX_REDIRECTS}
 * @param tookMs from navigation to the load event, or what {@code wait_until} named
 */
public record Opened(int status, List<String> redirects, long tookMs) {
    static final int MAX_REDIRECTS = 20;
}
