/** Jobs over HTTP: submit, read, wait, list, cancel, delete. Everything goes through the ledger, with the caller's tenant. */
@NullMarked
package dev.tintype.api.job;

import org.jspecify.annotations.NullMarked;
