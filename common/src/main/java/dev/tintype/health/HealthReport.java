package dev.tintype.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * How this server is.
 *
 * @param status the worst of all
 * @param dependencies by name
 */
public record HealthReport(Health.Status status, Map<String, Health> dependencies) {
    static HealthReport of(Map<String, Health> dependencies) {
        Health.Status worst = dependencies.values().stream()
                .map(Health::status)
                .reduce(Health.Status.UP, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return new HealthReport(worst, dependencies);
    }

    /** Whether requests can be served; something degraded is no reason to send them elsewhere. */
    @JsonIgnore
    public boolean ready() {
        return status != Health.Status.DOWN;
    }
}
