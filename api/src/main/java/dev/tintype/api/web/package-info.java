/** What every request and answer has, whatever it is about: its id. */
@NullMarked
package dev.tintype.api.web;

import org.jspecify.annotations.NullMarked;
