/**
 * The Java client of the HTTP API ({@code API.md}): jobs in, states and files out. Knows no Spring and no server; what
 * it says to people is left to its callers.
 */
@NullMarked
package dev.tintype.cli.client;

import org.jspecify.annotations.NullMarked;
