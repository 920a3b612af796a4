/** Dashboards and alerts, before a real Prometheus that watches real services. */
@NullMarked
package dev.tintype.e2e.metrics;

import org.jspecify.annotations.NullMarked;
