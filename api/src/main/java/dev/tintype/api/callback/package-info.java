/** Webhook endpoints and deliveries over HTTP. Sending is the worker's; here is only asked and told. */
@NullMarked
package dev.tintype.api.callback;

import org.jspecify.annotations.NullMarked;
