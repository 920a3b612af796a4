/** Whether this server lives and can serve, for anybody who asks: orchestrators have no keys. */
@NullMarked
package dev.tintype.api.health;

import org.jspecify.annotations.NullMarked;
