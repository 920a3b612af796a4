/**
 * What a callback is: secrets and signatures (Standard Webhooks 1.0.0), endpoints, deliveries, their bodies, and when to try
 * again. Nothing here sends or stores: the outbox is {@code dev.tintype.ledger}'s, the sending is the worker's.
 */
@NullMarked
package dev.tintype.callback;

import org.jspecify.annotations.NullMarked;
