/** The API's own description, OpenAPI 3.1, read from the controllers and from the records that requests are read into. */
@NullMarked
package dev.tintype.api.openapi;

import org.jspecify.annotations.NullMarked;
