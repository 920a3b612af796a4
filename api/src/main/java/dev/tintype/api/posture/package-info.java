/** How well this server is protected: each point of the checklist of {@code docs/security.md}, looked at as it is set up and runs. */
@NullMarked
package dev.tintype.api.posture;

import org.jspecify.annotations.NullMarked;
