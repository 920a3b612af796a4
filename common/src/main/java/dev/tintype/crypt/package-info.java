/** Files that are encrypted for a tenant, a password or a public key, and how they are opened again. */
@NullMarked
package dev.tintype.crypt;

import org.jspecify.annotations.NullMarked;
