/**
 * Decides which hosts and addresses may be dialled (DESIGN §4 rule 6): {@link dev.tintype.egress.EgressPolicy} over the
 * deny table {@code special-purpose.csv} and the operator's allow rules. Pure policy, no name is ever looked up here; the
 * proxy that enforces it lives in the worker.
 */
@NullMarked
package dev.tintype.egress;

import org.jspecify.annotations.NullMarked;
