/** The api from outside: real HTTP, real Redis. */
@NullMarked
package dev.tintype.api;

import org.jspecify.annotations.NullMarked;
