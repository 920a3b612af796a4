package dev.tintype.worker.capture;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many browsers this machine, or this container, has room for. */
public final class SlotCount {
    /** A browser, its driver and a heavy page (reference figures: 190 MB, 90 MB, 100 MB and more). */
    private static final long BROWSER = 448L << 20;

    /** Redis, the JVM beside its heap, the system. */
    private static final long OTHERS = 256L << 20;

    private SlotCount() {}

    /** One for each core, as far as there is memory; at least one. */
    public static int usual() {
        // in a container both are what that may have
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return of(
                Runtime.getRuntime().availableProcessors(),
                memory,
                Runtime.getRuntime().maxMemory());
    }

    /** @param heap what the JVM may take of the memory */
    static int of(int cores, long memory, long heap) {
        long room = (memory - heap - OTHERS) / BROWSER;
        return Math.clamp(room, 1, Math.max(1, cores));
    }
}
