/**
 * Every error is an RFC 9457 problem, wherever it arises: in a controller, in Spring MVC, in a security filter, or in the
 * web server before any of them. Never a class name, stack, host name or resolved address.
 */
@NullMarked
package dev.tintype.api.problem;

import org.jspecify.annotations.NullMarked;
