/** What is measured of HTTP: how many requests of each route, how they ended, how long they took. */
@NullMarked
package dev.tintype.api.metrics;

import org.jspecify.annotations.NullMarked;
