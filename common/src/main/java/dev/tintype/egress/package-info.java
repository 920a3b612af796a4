/**
 * Decides which hosts and addresses may be dialled (rule 6). Pure policy; the proxy that enforces it lives in
 * the worker.
 */
@NullMarked
package dev.tintype.egress;

import org.jspecify.annotations.NullMarked;
