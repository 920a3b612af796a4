/** How bodies are read, whatever is in them. */
@NullMarked
package dev.tintype.api.request;

import org.jspecify.annotations.NullMarked;
