/** Erases a tenant: everything that is kept for it, but for the fact, which the audit log keeps. */
@NullMarked
package dev.tintype.erasure;

import org.jspecify.annotations.NullMarked;
