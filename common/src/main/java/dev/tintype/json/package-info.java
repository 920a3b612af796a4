/**
 * The single JSON configuration. Requests, ledger values, events and envelopes all use it, so that a value
 * means the same wherever it is read (DESIGN §5, naming; rule 7: no option is silently ignored).
 */
@NullMarked
package dev.tintype.json;

import org.jspecify.annotations.NullMarked;
