/** {@code tintype doctor}: looks at everything a server here needs, one line each, and says how to mend what is wrong. */
@NullMarked
package dev.tintype.cli.doctor;

import org.jspecify.annotations.NullMarked;
