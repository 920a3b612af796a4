/** What plugins are written against: job types of your own, in jars of their own. All that a plugin sees of Tintype. */
@NullMarked
package dev.tintype.plugin;

import org.jspecify.annotations.NullMarked;
