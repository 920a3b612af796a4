/**
 * Presets: named partial requests, the product's own and the tenants'. How one is merged with a request is in
 * {@code dev.tintype.request}. Keeps rule 5: a foreign name is an unknown one.
 */
@NullMarked
package dev.tintype.preset;

import org.jspecify.annotations.NullMarked;
