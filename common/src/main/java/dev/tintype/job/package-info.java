/**
 * What a job is: its id, states, request, progress, artifacts and typed failures. Pure data and rules; no
 * Redis, no HTTP, no browser. The transition table here is what the ledger's scripts enforce.
 */
@NullMarked
package dev.tintype.job;

import org.jspecify.annotations.NullMarked;
