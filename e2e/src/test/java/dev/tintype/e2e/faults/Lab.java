package dev.tintype.e2e.faults;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.broker.rabbit.RabbitRelease;
import dev.tintype.broker.rabbit.RawRabbit;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where experiments are made: a broker that they share, one after the other, and chance that can be repeated. */
final class Lab implements AutoCloseable {
    private final RabbitRelease release;
    private final boolean quick;
    private final PrintStream out;
    private Random random = new Random(0);
    private @Nullable RabbitProcess rabbit;

    /**
     * @param release which broker
     * @param quick fewer rounds, for runs with every build
     */
    Lab(RabbitRelease release, boolean quick, PrintStream out) {
        this.release = release;
        this.quick = quick;
        this.out = out;
    }

    /** Begins an experiment whose chance comes from {@code seed}. */
    void begin(long seed) throws Exception {
        random = new Random(seed);
        if (rabbit != null) {
            // What an experiment that failed left must not wake the next one's workers.
            RawRabbit.on(rabbit).purge();
        }
    }

    Random random() {
        return random;
    }

    /** How often something is done. */
    int rounds(int quickly, int usually) {
        return quick ? quickly : usually;
    }

    /** The shared broker. */
    RabbitProcess rabbit() throws IOException {
        RabbitProcess running = rabbit;
        if (running == null) {
            running = RabbitProcess.start(release);
            rabbit = running;
        }
        return running;
    }

    /** A broker of one's own; the caller closes. */
    RabbitProcess rabbit(List<String> config) throws IOException {
        return RabbitProcess.start(release, "guest:guest", config);
    }

    /** A fleet over the shared broker. */
    Rig rig(Fsync fsync, Map<String, String> settings) throws IOException {
        return new Rig(rabbit().uri(), fsync, settings, random);
    }

    Rig rig() throws IOException {
        return rig(Fsync.EVERYSEC, Map.of());
    }

    /** Says something that was measured. */
    void say(String format, Object... args) {
        out.printf(Locale.ROOT, "  " + format + "%n", args);
    }

    /** Lets the load run. */
    void pause(int ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    /** Lets the load run for a time between the two. */
    void pause(int fromMs, int toMs) throws InterruptedException {
        pause(fromMs + random.nextInt(toMs - fromMs));
    }

    @Override
    public void close() throws IOException {
        if (rabbit != null) {
            rabbit.close();
        }
    }
}
