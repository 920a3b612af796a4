/**
 * Who did what: entries that are only ever appended, each holding the hash of the one before it, so that a changed or removed one is
 * noticed. Secrets, request bodies and answers are never in them.
 */
@NullMarked
package dev.tintype.audit;

import org.jspecify.annotations.NullMarked;
