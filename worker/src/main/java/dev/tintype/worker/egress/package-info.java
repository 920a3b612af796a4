/**
 * The only way out for browsers: {@link dev.tintype.worker.egress.EgressProxy}, a loopback proxy per slot that resolves,
 * classifies every answer, and dials exactly the address it classified. If it is down, there is no network. Keeps rule 6.
 *
 * <p>LittleProxy does the HTTP. Before it stands the {@code Gate}, which lets a request through once {@code Admission} has
 * decided about it; behind it stands {@code Dial}, which alone can connect, and only to what the gate hands out. An
 * {@code Account} counts what one job does. What may be dialled is {@code dev.tintype.egress}'s say.
 */
@NullMarked
package dev.tintype.worker.egress;

import org.jspecify.annotations.NullMarked;
