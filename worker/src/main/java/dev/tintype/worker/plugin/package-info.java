/** Loads the operator's plugins, each told by its SHA-256, and runs their jobs. */
@NullMarked
package dev.tintype.worker.plugin;

import org.jspecify.annotations.NullMarked;
