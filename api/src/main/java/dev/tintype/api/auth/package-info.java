/** Who calls, and what they may: API keys to callers, scopes to routes. Keeps rule 5: every call has one tenant. */
@NullMarked
package dev.tintype.api.auth;

import org.jspecify.annotations.NullMarked;
