/**
 * Reads the ledger's event stream once per process and wakes whoever waits for a job: long polls, Prefer: wait,
 * server-sent events.
 */
@NullMarked
package dev.tintype.event;

import org.jspecify.annotations.NullMarked;
