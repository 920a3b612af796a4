/** What log lines go through on their way out: no secret is written, whoever logs it, as JSON or plain. What is logged is decided elsewhere. */
@NullMarked
package dev.tintype.logging;

import org.jspecify.annotations.NullMarked;
