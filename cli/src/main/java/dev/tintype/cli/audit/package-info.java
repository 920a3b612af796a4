/** {@code tintype audit}: takes audit logs away, and looks whether they are whole. */
@NullMarked
package dev.tintype.cli.audit;

import org.jspecify.annotations.NullMarked;
