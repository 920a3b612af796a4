/**
 * The only way out for browsers: a loopback proxy per slot that resolves, classifies every answer, and dials exactly the
 * address it classified. If it is down, there is no network. Keeps rule 6.
 */
@NullMarked
package dev.tintype.worker.egress;

import org.jspecify.annotations.NullMarked;
