/**
 * Where finished bytes live. Writes go under an attempt-scoped key; only the ledger's finish makes them visible
 * (rule 2).
 */
@NullMarked
package dev.tintype.artifact;

import org.jspecify.annotations.NullMarked;
