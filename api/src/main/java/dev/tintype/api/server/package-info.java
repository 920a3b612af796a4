/** How the web server and Spring MVC are set up for everything else here. */
@NullMarked
package dev.tintype.api.server;

import org.jspecify.annotations.NullMarked;
