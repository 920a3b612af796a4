/** What benchmarks and system tests share: servers as processes of their own. */
@NullMarked
package dev.tintype.e2e;

import org.jspecify.annotations.NullMarked;
