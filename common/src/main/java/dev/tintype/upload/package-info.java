/**
 * Files that callers hand in before the jobs that read them: bytes in the artifact store, a record with an end in Redis.
 * Bounded per upload and per tenant, and swept (rule 9); a foreign upload is an unknown one (rule 5).
 */
@NullMarked
package dev.tintype.upload;

import org.jspecify.annotations.NullMarked;
