/** The audit logs: read, export, verify. What writes to them is {@link dev.tintype.api.auth.AuditInterceptor}. */
@NullMarked
package dev.tintype.api.audit;

import org.jspecify.annotations.NullMarked;
