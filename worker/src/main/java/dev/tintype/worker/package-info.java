/** The service that claims jobs of its pools and does them, each attempt isolated, behind the egress proxy. */
@NullMarked
package dev.tintype.worker;

import org.jspecify.annotations.NullMarked;
