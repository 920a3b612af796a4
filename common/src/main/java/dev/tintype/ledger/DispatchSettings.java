package dev.tintype.ledger;

import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much is published, and of whom. The same in every process of a system.
 *
 * @param windows most jobs published or running, by pool; a pool left out has the size that its workers make
 * @param leastWindow the size while no worker is known
 * @param backlogLook how often a job in the backlog is looked at, in case it was forgotten there
 * @param usual limits of tenants without their own
 * @param tenants limits of tenants with their own
 */
public record DispatchSettings(
        Map<Pool, Integer> windows,
        int leastWindow,
        Duration backlogLook,
        TenantLimits usual,
        Map<String, TenantLimits> tenants) {
    public DispatchSettings {
        windows = Map.copyOf(windows);
        tenants = Map.copyOf(tenants);
        // They become part of scripts.
        tenants.keySet().forEach(Keys::all);
    }

    public static DispatchSettings defaults() {
        return new DispatchSettings(Map.of(), 64, Duration.ofHours(1), TenantLimits.defaults(), Map.of());
    }

    String windowsInLua() {
        return windows.entrySet().stream()
                .map(entry -> "['" + entry.getKey().wireName() + "'] = " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    String limitsInLua() {
        String others = tenants.entrySet().stream()
                .map(entry -> ", " + inLua(entry.getKey(), entry.getValue()))
                .sorted()
                .collect(Collectors.joining());
        return "{ " + inLua("", usual) + others + " }";
    }

    private static String inLua(String tenant, TenantLimits limits) {
        return "['" + tenant + "'] = { running = " + limits.running() + ", queued = " + limits.queued() + ", weight = "
                + limits.weight() + " }";
    }
}
