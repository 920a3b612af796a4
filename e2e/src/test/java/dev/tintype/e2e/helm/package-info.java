/** The Helm chart, rendered for several ways to run it, read strictly as Kubernetes would, and held against rules. */
@NullMarked
package dev.tintype.e2e.helm;

import org.jspecify.annotations.NullMarked;
