/**
 * {@code tintype demo}: a page of our own on loopback, captured in every shape through the embedded server, and a gallery
 * of the results. Needs no internet.
 */
@NullMarked
package dev.tintype.cli.demo;

import org.jspecify.annotations.NullMarked;
