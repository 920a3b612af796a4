package dev.tintype.worker.capture.browser;

/**
 * How a slot is.
 *
 * @param running whether its browser runs now
 * @param starts browsers started so far
 */
public record SlotHealth(String name, boolean running, int starts) {}
